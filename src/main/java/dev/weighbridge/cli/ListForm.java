package dev.weighbridge.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a list of models is written. */
enum ListForm {
    CSV("text/csv", ".*\\.csv"), JSONL("application/x-ndjson", ".*\\.(jsonl|ndjson)"), YAML("application/yaml", ".*\\.ya?ml");

    private final String type;

    private final String names;

    ListForm(String type, String names) {
        this.type = type;
        this.names = names;
    }

    String type() {
        return type;
    }

    static Optional<ListForm> of(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(form -> name.matches(form.names)).findFirst();
    }
}
