package dev.weighbridge.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.center.ModelCenters;
import dev.weighbridge.center.NewCenter;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.ingestion.Origin;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.request.ModelRequest;
import dev.weighbridge.request.RequestIntake;
import org.jspecify.annotations.Nullable;

/** Adds models to a node as its doors do, without a door. */
public final class Imports {

    public static final String ADMIN = "36c27e8ff05c4780bf6d2fa65700f22e";

    public static final Duration LONG = Duration.ofSeconds(60);

    private final TestNode node;

    private final String center;

    public Imports(TestNode node) {
        this.node = node;
        this.center = center(node, node.models().toString());
    }

    public static String center(TestNode node, String url) {
        return node.bean(ModelCenters.class)
                .add(ADMIN, new NewCenter(null, "centre", null, url, null, "127.0.0.1", 5000, null, null, null, null, null, null))
                .getUuid();
    }

    public String center() {
        return center;
    }

    /** Asks for a model and does not wait. */
    public String request(String name, String installPath, @Nullable String version) {
        return node.bean(RequestIntake.class).accept(new ModelRequest(ADMIN, Origin.API, given(name, installPath, version), null, null))
                .ingestionUuid();
    }

    /** Asks for a model and waits for the end. */
    public Ingestion run(String name, String installPath, @Nullable String version) {
        return node.bean(Ingestions.class).awaitEnd(request(name, installPath, version), LONG);
    }

    public GivenFields given(String name, String installPath, @Nullable String version) {
        return new GivenFields(name, installPath, center, null, null, null, null, null, null, version, null, null, null, null, null, null,
                null, null, null, null,
                null);
    }

    /** A file of pseudo-random bytes that are the same for the same seed. */
    public static Path file(Path file, long size, long seed) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (var out = Files.newOutputStream(file)) {
                var random = new Random(seed);
                byte[] block = new byte[1 << 16];
                for (long left = size; left > 0; left -= block.length) {
                    random.nextBytes(block);
                    out.write(block, 0, (int) Math.min(block.length, left));
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return file;
    }
}
