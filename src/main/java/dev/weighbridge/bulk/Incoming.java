package dev.weighbridge.bulk;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.ingestion.Failure;
import dev.weighbridge.secret.SecretBox;
import org.apache.commons.codec.binary.Base64;
import org.jspecify.annotations.Nullable;

/** Writes the rows of a list to their table while it is read, some hundred at a time. */
final class Incoming implements ListTaker {

    private static final int AT_ONCE = 500;

    private static final int CHARACTERS_AT_ONCE = 2 << 20;

    private static final int LONGEST_NAME = 255;

    private static final int LONGEST_TOKEN = 8192;

    private final String runUuid;

    private final RowTable table;

    private final SecretBox box;

    private final int most;

    private final List<StoredRow> held = new ArrayList<>();

    private int characters;

    private int count;

    private ListHead head = ListHead.NONE;

    /** @param most how many rows a list may have */
    Incoming(String runUuid, RowTable table, SecretBox box, int most) {
        this.runUuid = runUuid;
        this.table = table;
        this.box = box;
        this.most = most;
    }

    @Override
    public void head(ListHead read) {
        head = read;
    }

    /** @throws IngestionException LIMIT_EXCEEDED if there are too many */
    @Override
    public void row(ReadRow read) {
        count++;
        if (count > most) {
            throw new IngestionException(FailureKind.LIMIT_EXCEEDED, "Could not take the list: it has more than " + most
                    + " rows. Divide it, or let the operator raise weighbridge.bulk.max-rows.");
        }
        StoredRow row = stored(read);
        held.add(row);
        characters += row.size();
        if (held.size() == AT_ONCE || characters > CHARACTERS_AT_ONCE) {
            flush();
        }
    }

    /** Writes what is left; called once behind the last row. */
    void flush() {
        if (!held.isEmpty()) {
            table.add(runUuid, held);
        }
        held.clear();
        characters = 0;
    }

    int count() {
        return count;
    }

    ListHead head() {
        return head;
    }

    private StoredRow stored(ReadRow read) {
        BulkRow row = read.row();
        String name = read.name() == null ? null : storable(read.name());
        if (row == null) {
            return unread(read, name, Objects.requireNonNull(read.wrong()));
        }
        String fields = RowTable.json(row.withoutToken());
        if (fields.length() > RowForm.LONGEST) {
            return unread(read, name, "it is longer than " + RowForm.LONGEST + " characters");
        }
        if (row.token() != null && row.token().length() > LONGEST_TOKEN) {
            return unread(read, name, "'token' is longer than " + LONGEST_TOKEN + " characters");
        }
        return new StoredRow(count, read.line(), name, fields, boxed(row.token()), null);
    }

    private StoredRow unread(ReadRow read, @Nullable String name, String why) {
        return new StoredRow(count, read.line(), name, null, null, new Failure(FailureKind.INVALID_REQUEST,
                "Could not read the row in line " + read.line() + ": " + why.replace("\0", "")
                        + ". Correct it and import the list again."));
    }

    private @Nullable String boxed(@Nullable String token) {
        return token == null || token.isBlank() ? null : Base64.encodeBase64String(box.encrypt(token, belongsTo(runUuid, count)));
    }

    /** What a row's token is bound to in its box. */
    static String belongsTo(String runUuid, int position) {
        return "bulk import " + runUuid + ", row " + position;
    }

    /** As a column holds it. */
    static String storable(String name) {
        String clean = name.replace("\0", "");
        return clean.length() > LONGEST_NAME ? clean.substring(0, LONGEST_NAME - 1) + "…" : clean;
    }
}
