package dev.weighbridge.inspect.card;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.Properties;

import dev.weighbridge.artifact.Derivation;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code pipeline-tags.properties}: which task an architecture's name tells. An exact name goes before a pattern {@code *Suffix}, a longer
 * suffix before a shorter. What the table does not have is unknown.
 */
public final class PipelineTags {

    private final Properties table = new Properties();

    public PipelineTags() {
        try (InputStream resource = PipelineTags.class.getResourceAsStream("pipeline-tags.properties")) {
            if (resource == null) {
                throw new IllegalStateException("pipeline-tags.properties is missing from the class path");
            }
            table.load(resource);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Nullable
    public Derivation of(@Nullable Derivation architecture) {
        if (architecture == null) {
            return null;
        }
        String key = table.containsKey(architecture.value()) ? architecture.value() : suffix(architecture.value());
        return key == null ? null : new Derivation("pipelineTag", table.getProperty(key), "architecture " + architecture.value() + " ("
                + architecture.rule() + ") by the table pipeline-tags.properties, entry " + key, architecture.file());
    }

    private @Nullable String suffix(String architecture) {
        return table.stringPropertyNames().stream().filter(key -> key.startsWith("*") && architecture.endsWith(key.substring(1)))
                .max(Comparator.comparingInt(String::length)).orElse(null);
    }
}
