package dev.weighbridge.request;

import java.util.List;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import org.jspecify.annotations.Nullable;

/**
 * Checks fields of a call one by one. Every refusal is INVALID_REQUEST and names the field as ZStack does. A field that was not given passes.
 *
 * @param tried what the call wants, for the sentence: {@code add the model}
 */
record FieldCheck(String tried) {

    /** The most elements of a list. */
    static final int LIST = 1000;

    void required(String field, String text, int longest) {
        if (text.isBlank()) {
            throw invalid(field, "is mandatory, and must not be empty");
        }
        longest(field, text, longest);
    }

    void longest(String field, @Nullable String text, int longest) {
        if (text == null) {
            return;
        }
        if (text.length() > longest) {
            throw invalid(field, "has " + text.length() + " characters, where at most " + longest + " are allowed");
        }
        if (text.indexOf('\0') >= 0) {
            throw invalid(field, "holds a NUL character, which no database keeps");
        }
    }

    void list(String field, @Nullable List<String> texts, int longest) {
        if (texts == null) {
            return;
        }
        if (texts.size() > LIST) {
            throw invalid(field, "has " + texts.size() + " elements, where at most " + LIST + " are allowed");
        }
        texts.forEach(text -> longest(field, text, longest));
    }

    void uuid(String field, @Nullable String text) {
        if (text != null && !ResourceUuid.isWellFormed(text)) {
            throw invalid(field, "is no uuid of 32 lower-case hexadecimal digits without dashes");
        }
    }

    IngestionException invalid(String field, String why) {
        return new IngestionException(FailureKind.INVALID_REQUEST,
                "Could not " + tried + ": field[" + field + "] " + why + ". Correct it and send it again.");
    }

    /** What ZStack says of a uuid that names nothing; {@code type} is its name of the table. */
    IngestionException missing(String field, String uuid, String type) {
        return new IngestionException(FailureKind.NOT_FOUND, "Could not " + tried + ": invalid field[" + field + "], resource[uuid:" + uuid
                + ", type:" + type + "] not found. Name one that exists.");
    }
}
