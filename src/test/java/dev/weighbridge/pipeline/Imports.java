package dev.weighbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;

import dev.weighbridge.artifact.ArtifactKind;
import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.center.ModelCenters;
import dev.weighbridge.center.NewCenter;
import dev.weighbridge.ingestion.Failure;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.IngestionState;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.ingestion.Makes;
import dev.weighbridge.ingestion.Origin;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.inventory.Model;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.request.ModelRequest;
import dev.weighbridge.request.RequestIntake;
import dev.weighbridge.request.Way;
import org.jspecify.annotations.Nullable;

/** Adds models to a node as its doors do, without a door. */
public final class Imports {

    public static final String ADMIN = "36c27e8ff05c4780bf6d2fa65700f22e";

    public static final Duration LONG = Duration.ofSeconds(60);

    private final TestNode node;

    private final String center;

    /** From the folder of local models. */
    public Imports(TestNode node) {
        this(node, center(node, node.models().toString()));
    }

    /** @param center the uuid of a centre that is there */
    Imports(TestNode node, String center) {
        this.node = node;
        this.center = center;
    }

    public static String center(TestNode node, String url) {
        return center(node, url, null);
    }

    /** @param parameters of the centre, JSON */
    static String center(TestNode node, String url, @Nullable String parameters) {
        return node.bean(ModelCenters.class)
                .add(ADMIN, new NewCenter(null, "centre", null, url, parameters, "127.0.0.1", 5000, null, null, null, null, null, null))
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

    /** As {@link #request}, with {@code parameters}, JSON. */
    String requestWith(String parameters, String name, String installPath) {
        GivenFields given = given(name, installPath, null, parameters);
        return node.bean(RequestIntake.class).accept(new ModelRequest(ADMIN, Origin.API, given, null, null)).ingestionUuid();
    }

    /** Asks for a model and waits for the end. */
    public Ingestion run(String name, String installPath, @Nullable String version) {
        return node.bean(Ingestions.class).awaitEnd(request(name, installPath, version), LONG);
    }

    /** Asks for a dataset and does not wait. */
    String requestDataset(String name, String url) {
        var dataset = new ModelRequest(ADMIN, Way.of(Origin.API), new Makes(ArtifactKind.DATASET, false), given(name, url, null), null,
                null);
        return node.bean(RequestIntake.class).accept(dataset).ingestionUuid();
    }

    /** Asks for a dataset and waits for the end. */
    public Ingestion dataset(String name, String url) {
        return node.bean(Ingestions.class).awaitEnd(requestDataset(name, url), LONG);
    }

    /** Asks for a model, which must succeed. */
    Model imported(String name, String installPath) {
        Ingestion ingestion = ended(name, installPath);
        assertThat(ingestion.state()).as("%s", ingestion.failure()).isEqualTo(IngestionState.SUCCEEDED);
        return node.bean(Inventory.class).find(ingestion.modelUuid()).orElseThrow();
    }

    /** Asks for a model, which must not come in. */
    Failure refused(String name, String installPath) {
        return why(ended(name, installPath));
    }

    /** Why an ingestion failed, as it must have. */
    static Failure why(Ingestion failed) {
        assertThat(failed.state()).isEqualTo(IngestionState.FAILED);
        return Objects.requireNonNull(failed.failure());
    }

    Ingestion ended(String name, String installPath) {
        return run(name, installPath, null);
    }

    public GivenFields given(String name, String installPath, @Nullable String version) {
        return given(name, installPath, version, null);
    }

    private GivenFields given(String name, String installPath, @Nullable String version, @Nullable String parameters) {
        return new GivenFields(name, installPath, center, null, parameters, null, null, null, null, version, null, null, null, null, null,
                null,
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
