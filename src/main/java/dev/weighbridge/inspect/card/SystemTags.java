package dev.weighbridge.inspect.card;

import java.util.Properties;

import dev.weighbridge.artifact.Derivation;
import org.jspecify.annotations.Nullable;

/** The table {@code system-tags.properties}: in which of ZStack's classes a task belongs. A task that the table does not have is in none. */
final class SystemTags {

    private static final String TABLE = "system-tags.properties";

    private final Properties table = TableResource.read(TABLE);

    boolean knows(String task) {
        return table.containsKey(task);
    }

    @Nullable
    Derivation of(@Nullable Derivation task) {
        String tag = task == null ? null : table.getProperty(task.value());
        return task == null || tag == null ? null
                : new Derivation("systemTag", tag, "pipelineTag " + task.value() + " (" + task.rule() + ") by the table " + TABLE,
                        task.file());
    }
}
