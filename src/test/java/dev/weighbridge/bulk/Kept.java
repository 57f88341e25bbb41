package dev.weighbridge.bulk;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** All of a list, for a test. */
final class Kept implements ListTaker {

    private final List<ReadRow> rows = new ArrayList<>();

    private ListHead head = ListHead.NONE;

    static Kept of(BulkFormat format, String text) {
        return of(format, text.getBytes(StandardCharsets.UTF_8));
    }

    static Kept of(BulkFormat format, byte[] bytes) {
        var kept = new Kept();
        try {
            format.read(new ByteArrayInputStream(bytes), RowForm.plain(), kept);
        } catch (BulkFileException wrong) {
            throw new IllegalArgumentException(wrong.getMessage());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return kept;
    }

    @Override
    public void head(ListHead read) {
        head = read;
    }

    @Override
    public void row(ReadRow read) {
        rows.add(read);
    }

    List<ReadRow> rows() {
        return rows;
    }

    ListHead head() {
        return head;
    }

    BulkRow row(int index) {
        BulkRow row = rows.get(index).row();
        if (row == null) {
            throw new AssertionError(rows.get(index));
        }
        return row;
    }

    /** {@code line: why} of each that cannot be read. */
    List<String> wrong() {
        return rows.stream().filter(row -> row.row() == null).map(row -> row.line() + ": " + row.wrong()).toList();
    }
}
