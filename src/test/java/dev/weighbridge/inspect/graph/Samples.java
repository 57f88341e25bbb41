package dev.weighbridge.inspect.graph;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** Files that the formats' own tools made; see the README.md beside them. */
public final class Samples {

    private Samples() {}

    public static byte[] bytes(String name) {
        try (InputStream file = Objects.requireNonNull(Samples.class.getResourceAsStream(name), name);
                InputStream bytes = name.endsWith(".gz") ? new GZIPInputStream(file) : file) {
            return bytes.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
