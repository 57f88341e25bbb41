package dev.weighbridge.inspect.card;

import java.util.Comparator;
import java.util.Properties;

import dev.weighbridge.artifact.Derivation;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code pipeline-tags.properties}: which task an architecture's name tells. An exact name goes before a pattern {@code *Suffix}, a longer
 * suffix before a shorter. What the table does not have, or has without a task, is unknown.
 */
final class PipelineTags {

    private static final String TABLE = "pipeline-tags.properties";

    private final Properties table = TableResource.read(TABLE);

    @Nullable
    Derivation of(@Nullable Derivation architecture) {
        if (architecture == null) {
            return null;
        }
        String key = table.containsKey(architecture.value()) ? architecture.value() : suffix(architecture.value());
        String task = key == null ? "" : table.getProperty(key, "");
        return task.isEmpty() ? null : new Derivation("pipelineTag", task, "architecture " + architecture.value() + " ("
                + architecture.rule() + ") by the table " + TABLE + ", entry " + key, architecture.file());
    }

    private @Nullable String suffix(String architecture) {
        return table.stringPropertyNames().stream().filter(key -> key.startsWith("*") && architecture.endsWith(key.substring(1)))
                .max(Comparator.comparingInt(String::length)).orElse(null);
    }
}
