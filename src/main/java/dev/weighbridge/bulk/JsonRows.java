package dev.weighbridge.bulk;

import java.io.IOException;
import java.io.Reader;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads JSON Lines: an object on each line; empty lines say nothing. */
final class JsonRows {

    private static final int DEEPEST = 50;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build()).build()).build();

    private JsonRows() {}

    /** Hands on each line. One that is wrong is handed on as such. */
    static void read(Reader text, RowForm form, ListTaker taker) throws IOException {
        var lines = new BoundedLines(text, RowForm.LONGEST);
        int number = 0;
        for (String line = lines.next(); line != null; line = lines.next()) {
            number++;
            if (lines.wasCut()) {
                taker.row(ReadRow.bad(number, null, "the line is longer than " + RowForm.LONGEST + " characters"));
            } else if (!line.isBlank()) {
                taker.row(row(number, line, form));
            }
        }
    }

    private static ReadRow row(int number, String line, RowForm form) {
        String name = null;
        try (var parser = JSON.createParser(line)) {
            WrittenYaml written = new WrittenYaml(parser);
            name = written.tree().path("name").asStringOpt().orElse(null);
            if (parser.nextToken() != null) {
                return ReadRow.bad(number, name, "something stands behind the object; each model needs a line of its own");
            }
            return written.sound().tree() instanceof ObjectNode given ? ReadRow.of(number, form.read(given, path -> number))
                    : ReadRow.bad(number, null, "a model must be a JSON object");
        } catch (BulkFileException wrong) {
            return ReadRow.bad(number, name, wrong.why());
        } catch (JacksonException malformed) {
            return ReadRow.bad(number, name, "it is no JSON" + column(malformed));
        }
    }

    private static String column(JacksonException malformed) {
        int column = malformed.getLocation() == null ? 0 : malformed.getLocation().getColumnNr();
        return column > 0 ? ", see column " + column : "";
    }

    /** Lines of a text, of which none makes the memory grow. */
    static final class BoundedLines {

        private final Reader text;

        private final int longest;

        private final char[] buffer = new char[8192];

        private int at;

        private int end;

        private boolean cut;

        BoundedLines(Reader text, int longest) {
            this.text = text;
            this.longest = longest;
        }

        /** The next line without its end (LF or CRLF), or null. */
        @Nullable
        String next() throws IOException {
            var line = new StringBuilder();
            cut = false;
            int character = read();
            if (character < 0) {
                return null;
            }
            while (character >= 0 && character != '\n') {
                if (line.length() < longest) {
                    line.append((char) character);
                } else {
                    cut = true;
                }
                character = read();
            }
            int length = line.length();
            return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
        }

        /** Whether the last line was longer than allowed. */
        boolean wasCut() {
            return cut;
        }

        private int read() throws IOException {
            if (at == end) {
                end = Math.max(0, text.read(buffer, 0, buffer.length));
                at = 0;
                if (end == 0) {
                    return -1;
                }
            }
            return buffer[at++];
        }
    }
}
