package dev.weighbridge.bulk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** The forms in which a list may come, all in UTF-8, with or without a byte order mark. */
public enum BulkFormat {
    CSV, JSON_LINES, YAML;

    private static final char MARK = '\uFEFF';

    /** By the name of its file; nothing for a name that tells none. */
    static Optional<BulkFormat> ofFile(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".csv")) {
            return Optional.of(CSV);
        }
        if (lower.endsWith(".jsonl") || lower.endsWith(".ndjson")) {
            return Optional.of(JSON_LINES);
        }
        return lower.endsWith(".yaml") || lower.endsWith(".yml") ? Optional.of(YAML) : Optional.empty();
    }

    /**
     * Reads a list and hands on what is in it, while it is read.
     *
     * @param form with defaults that the list's own give way to
     * @return the form with the list's own defaults, for rows of another file
     * @throws BulkFileException if it is no list; rows may have been handed on before
     */
    RowForm read(InputStream bytes, RowForm form, ListTaker taker) throws IOException, BulkFileException {
        var watched = new WatchedInput(bytes);
        try {
            return read(withoutMark(new BufferedReader(new InputStreamReader(watched, StandardCharsets.UTF_8))), form, taker);
        } finally {
            // A parser may take what broke off for a list that makes no sense.
            watched.throwWhatItThrew();
        }
    }

    private RowForm read(Reader text, RowForm form, ListTaker taker) throws IOException, BulkFileException {
        switch (this) {
            case CSV -> {
                taker.head(ListHead.NONE);
                CsvRows.read(text, form, taker);
            }
            case JSON_LINES -> {
                taker.head(ListHead.NONE);
                JsonRows.read(text, form, taker);
            }
            case YAML -> {
                return YamlList.read(text, form, taker);
            }
        }
        return form;
    }

    private static Reader withoutMark(BufferedReader text) throws IOException {
        text.mark(1);
        if (text.read() != MARK) {
            text.reset();
        }
        return text;
    }
}
