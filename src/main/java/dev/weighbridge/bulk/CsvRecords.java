package dev.weighbridge.bulk;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Splits comma-separated values into records as RFC 4180 writes them: cells with commas, quotes or line ends stand in quotes, a quote in them is doubled;
 * records end with CRLF or LF. What is malformed is told, and reading goes on at the next line.
 */
final class CsvRecords {

    private static final int END = -1;

    private final Reader text;

    private final int longest;

    private final char[] buffer = new char[8192];

    private int at;

    private int end;

    private int line = 1;

    private int size;

    private @Nullable String wrong;

    /** @param longest characters of a record */
    CsvRecords(Reader text, int longest) {
        this.text = text;
        this.longest = longest;
    }

    /**
     * A record.
     *
     * @param line where it begins, counted from 1
     * @param wrong why its cells cannot be relied on; null if they can
     */
    record CsvRecord(int line, List<String> cells, @Nullable String wrong) {

        boolean isBlank() {
            return wrong == null && cells.size() == 1 && cells.getFirst().isBlank();
        }
    }

    /** The next, or null behind the last. */
    @Nullable
    CsvRecord next() throws IOException {
        if (peek() == END) {
            return null;
        }
        int begin = line;
        size = 0;
        wrong = null;
        List<String> cells = new ArrayList<>();
        do {
            cells.add(peek() == '"' ? quoted(begin) : plain());
        } while (comma());
        return new CsvRecord(begin, cells, wrong);
    }

    private String plain() throws IOException {
        var cell = new StringBuilder();
        while (peek() != ',' && !atLineEnd()) {
            int character = take();
            if (character == '"') {
                isWrong("a quote stands in a cell that does not begin with one");
            }
            append(cell, character);
        }
        return cell.toString();
    }

    private String quoted(int begin) throws IOException {
        var cell = new StringBuilder();
        take();
        while (true) {
            int character = take();
            if (character == END) {
                isWrong("a quote that is opened here is never closed, so nothing behind it was read");
                return cell.toString();
            }
            if (character == '"') {
                if (peek() != '"') {
                    break;
                }
                take();
            }
            append(cell, character);
        }
        if (peek() != ',' && !atLineEnd()) {
            isWrong("something stands behind the quote that closes a cell");
            while (peek() != ',' && !atLineEnd()) {
                take();
            }
        }
        return cell.toString();
    }

    /** Whether another cell follows; passes over what is between. */
    private boolean comma() throws IOException {
        int character = take();
        if (character == '\r') {
            take();
        }
        return character == ',';
    }

    private boolean atLineEnd() throws IOException {
        int next = peek();
        return next == END || next == '\n' || next == '\r' && peekSecond() == '\n';
    }

    private void append(StringBuilder cell, int character) {
        if (++size > longest) {
            isWrong("it is longer than " + longest + " characters");
        } else {
            cell.append((char) character);
        }
    }

    private void isWrong(String why) {
        if (wrong == null) {
            wrong = why;
        }
    }

    private int take() throws IOException {
        int character = peek();
        if (character != END) {
            at++;
        }
        if (character == '\n') {
            line++;
        }
        return character;
    }

    private int peek() throws IOException {
        return at < end || fill() ? buffer[at] : END;
    }

    private int peekSecond() throws IOException {
        return at + 1 < end || fill() && at + 1 < end ? buffer[at + 1] : END;
    }

    /** Whether there is more than before. */
    private boolean fill() throws IOException {
        int kept = end - at;
        System.arraycopy(buffer, at, buffer, 0, kept);
        at = 0;
        end = kept;
        int count = text.read(buffer, end, buffer.length - end);
        end += Math.max(0, count);
        return count > 0;
    }
}
