package dev.weighbridge.bulk;

import org.jspecify.annotations.Nullable;

/**
 * A row that is to be requested or planned.
 *
 * @param token encrypted, in base64
 */
record PendingRow(int position, BulkRow fields, @Nullable String token) {

    /** Names the model, never its token. */
    @Override
    public String toString() {
        return "PendingRow[" + position + "]";
    }
}
