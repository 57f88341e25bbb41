package dev.weighbridge.source.modelscope;

import java.util.regex.Pattern;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the hub says instead of a success into a sentence. Its numbers are not documented. Public clients report these from www.modelscope.cn, with
 * HTTP status 404 or 200; they were not tried here: 10010205001 when there is no such model, 10010200001 when the caller may not read it, and
 * 10990101004 when it has no such revision. A database that is overloaded answers 10010205001 as well, and names its own error.
 */
final class HubFailures {

    private static final Pattern DATABASE = Pattern.compile("\\bError \\d{4}\\b");

    private HubFailures() {}

    /** @param start of the sentence: {@code Could not list the model 'owner/name' at https://host: } */
    static IngestionException explain(String start, HubAnswer answer) {
        FailureKind kind = kindOf(answer);
        String shown = answer.shown();
        return switch (kind) {
            case SOURCE_DENIED -> new NoAccessException(kind, start + denied(answer.signedIn(), shown), isSignedOut(answer));
            case SOURCE_NOT_FOUND -> new NoAccessException(kind, start + missing(answer.signedIn(), shown), false);
            case SOURCE_RATE_LIMITED -> new IngestionException(kind,
                    start + "the hub was asked too often" + shown + ". It is tried again when the hub allows it.", answer.retryAt(), null);
            case INVALID_REQUEST -> new IngestionException(kind, start + "the hub does not understand what it was asked for" + shown
                    + ". Check the names of model, revision and folder.");
            default -> new IngestionException(FailureKind.SOURCE_UNAVAILABLE,
                    start + "the hub cannot answer now" + shown + ". It is tried again later.", answer.retryAt(), null);
        };
    }

    private static String denied(boolean signedIn, String shown) {
        return signedIn
                ? "the hub does not give it to the owner of the token" + shown
                        + ". Ask for access on the model's page, or add the model with a token that may read it."
                : "the hub gives it to nobody without a token" + shown + ". Add the model with a token that may read it.";
    }

    private static String missing(boolean signedIn, String shown) {
        return "the hub has no such thing, or does not show it " + (signedIn ? "to the owner of the token" : "without a token") + shown
                + ". Check the names of model, revision and file; a private model needs a token that may read it.";
    }

    /** A status that says to come later counts more than any number in the envelope. */
    private static FailureKind kindOf(HubAnswer answer) {
        if (answer.status() == 429 || answer.status() >= 500) {
            return answer.status() == 429 ? FailureKind.SOURCE_RATE_LIMITED : FailureKind.SOURCE_UNAVAILABLE;
        }
        FailureKind byCode = kindOf(answer.code());
        FailureKind kind = byCode == null ? kindOf(answer.status()) : byCode;
        boolean overloaded = kind == FailureKind.SOURCE_NOT_FOUND && DATABASE.matcher(answer.message()).find();
        return kind == null || overloaded ? FailureKind.SOURCE_UNAVAILABLE : kind;
    }

    /** Null for what says nothing that is known. */
    private static @Nullable FailureKind kindOf(long code) {
        if (code >= 500 && code < 600) {
            return FailureKind.SOURCE_UNAVAILABLE;
        }
        if (code == 401 || code == 403 || code == 10010200001L) {
            return FailureKind.SOURCE_DENIED;
        }
        if (code == 404 || code == 410 || code == 10010205001L || code == 10990101004L) {
            return FailureKind.SOURCE_NOT_FOUND;
        }
        if (code == 400 || code == 405 || code == 414) {
            return FailureKind.INVALID_REQUEST;
        }
        return code == 429 ? FailureKind.SOURCE_RATE_LIMITED : null;
    }

    private static boolean isSignedOut(HubAnswer answer) {
        return answer.code() == 401 || answer.status() == 401;
    }
}
