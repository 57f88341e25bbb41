package dev.weighbridge.source.huggingface;

import java.io.IOException;
import java.util.Locale;

import dev.weighbridge.net.OutboundResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the hub says with a refusal.
 *
 * @param code the header {@code X-Error-Code}, {@code ""} when there is none
 * @param message the header {@code X-Error-Message}, else {@code error} of a JSON body, else {@code ""}
 * @param requestId by which those who run the hub find the request, or {@code ""}
 */
record HubComplaint(int status, String code, String message, String requestId) {

    private static final int LONGEST_BODY = 64 * 1024;

    private static final int LONGEST_QUOTE = 300;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What a refusal is about. */
    enum Reason {
        BUSY, DOWN, BAD_TOKEN, DISABLED, GATED, NO_MODEL, NO_REVISION, NO_ENTRY, NOT_SHOWN, NOT_PERMITTED, OTHER
    }

    /** Reads the answer's body; what cannot be read of it goes without saying, because the status says enough. */
    static HubComplaint of(OutboundResponse response) {
        String message = response.header("X-Error-Message");
        return new HubComplaint(response.status(), orEmpty(response.header("X-Error-Code")), message == null ? bodyOf(response) : message,
                requestId(response));
    }

    Reason reason() {
        return status == 429 ? Reason.BUSY : status == 408 || status >= 500 ? Reason.DOWN : fromWords();
    }

    /** The codes are the hub's; the words stand in where a mirror, or an answer without a code, has only these. */
    private Reason fromWords() {
        if (status == 401 && says("invalid credentials in authorization header")) {
            return Reason.BAD_TOKEN;
        }
        if (says("access to this resource is disabled")) {
            return Reason.DISABLED;
        }
        return switch (code) {
            case "GatedRepo" -> Reason.GATED;
            case "RepoNotFound" -> Reason.NO_MODEL;
            case "RevisionNotFound" -> Reason.NO_REVISION;
            case "EntryNotFound" -> Reason.NO_ENTRY;
            default -> fromStatus();
        };
    }

    private Reason fromStatus() {
        if (says("invalid rev id")) {
            return Reason.NO_REVISION;
        }
        return switch (status) {
            case 401 -> Reason.NOT_SHOWN;
            case 403 -> says("gated") || says("authorized list") ? Reason.GATED : Reason.NOT_PERMITTED;
            case 404, 410 -> Reason.NO_ENTRY;
            default -> Reason.OTHER;
        };
    }

    /** {@code (status 404, request abc)}. */
    String where() {
        return "(status " + status + (requestId.isEmpty() ? "" : ", request " + requestId) + ")";
    }

    /** The hub's own words as a sentence with a space before it, without what may be secret in them; empty when it said nothing. */
    String quoted(@Nullable String secret) {
        String plain = message.replaceAll("[\\p{Cntrl}\\s]+", " ").replaceAll("(/[^\\s?#]*)[?#]\\S*", "$1?…").strip();
        if (plain.isEmpty() || plain.startsWith("<") || secret != null && plain.contains(secret)) {
            return "";
        }
        return " The hub says: '" + (plain.length() > LONGEST_QUOTE ? plain.substring(0, LONGEST_QUOTE) + "…" : plain) + "'.";
    }

    private boolean says(String words) {
        return message.toLowerCase(Locale.ROOT).contains(words);
    }

    private static String bodyOf(OutboundResponse response) {
        try {
            JsonNode body = JSON.readTree(response.bodyUpTo(LONGEST_BODY));
            JsonNode error = body.path("error");
            return error.isString() ? error.stringValue() : "";
        } catch (IOException | JacksonException unreadable) {
            return "";
        }
    }

    private static String requestId(OutboundResponse response) {
        for (String name : new String[] {"X-Request-Id", "X-Amzn-Trace-Id", "X-Amz-Cf-Id"}) {
            String id = response.header(name);
            if (id != null && id.matches("[A-Za-z0-9=;:_.+/-]{1,120}")) {
                return id;
            }
        }
        return "";
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
