package dev.weighbridge.inventory.tag;

import java.util.List;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;

/** What may be the text of a tag. */
final class TagText {

    /** Characters; four bytes each still fit into an index entry of PostgreSQL, which ends at a third of a page. */
    static final int LONGEST = 512;

    /** Tags of one kind on one resource. */
    static final int MOST = 1000;

    private TagText() {}

    static void check(String field, List<String> texts) {
        if (texts.size() > MOST) {
            throw invalid(field, "has " + texts.size() + " elements, where at most " + MOST + " are allowed");
        }
        texts.forEach(text -> check(field, text));
    }

    static void check(String field, String text) {
        if (text.isBlank()) {
            throw invalid(field, "is blank");
        }
        if (text.length() > LONGEST) {
            throw invalid(field, "has " + text.length() + " characters, where at most " + LONGEST + " are allowed");
        }
        if (text.indexOf('\0') >= 0) {
            throw invalid(field, "holds a NUL character, which no database keeps");
        }
    }

    static IngestionException invalid(String field, String why) {
        return new IngestionException(FailureKind.INVALID_REQUEST,
                "Could not keep the tag: field[" + field + "] " + why + ". Correct it and send it again.");
    }
}
