package dev.weighbridge.bulk;

import org.jspecify.annotations.Nullable;

/**
 * A row as it came out of a list.
 *
 * @param line where it begins, counted from 1
 * @param name as far as it could be read
 * @param row null if it cannot be read
 * @param wrong why it cannot be read, as the middle of a sentence; null if it can
 */
record ReadRow(int line, @Nullable String name, @Nullable BulkRow row, @Nullable String wrong) {

    static ReadRow of(int line, BulkRow row) {
        return new ReadRow(line, row.name(), row, null);
    }

    static ReadRow bad(int line, @Nullable String name, String wrong) {
        return new ReadRow(line, name, null, wrong);
    }
}
