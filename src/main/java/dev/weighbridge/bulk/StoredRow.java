package dev.weighbridge.bulk;

import dev.weighbridge.ingestion.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A row that has come in.
 *
 * @param fields as JSON, without the token; null if it cannot be read
 * @param token encrypted, in base64
 * @param failure why it cannot be read
 */
record StoredRow(int position, int line, @Nullable String name, @Nullable String fields, @Nullable String token,
        @Nullable Failure failure) {

    /** What it weighs in memory, about. */
    int size() {
        return (fields == null ? 0 : fields.length()) + (token == null ? 0 : token.length());
    }

    /** Never shows the token. */
    @Override
    public String toString() {
        return "StoredRow[" + position + "]";
    }
}
