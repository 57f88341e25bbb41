package dev.weighbridge.source.modelscope;

import java.io.IOException;

import dev.weighbridge.net.OutboundResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What every answer of the API comes in; a failure may come with HTTP status 200:
 * <pre>
 * {"Code":200, "Success":true, "Message":"success", "RequestId":"…", "Data":{…}}
 * {"Code":10010205001, "Success":false, "Message":"…record not found", "RequestId":"…"}
 * </pre>
 *
 * @param code 200, or what went wrong: an HTTP status or a number of the hub's own
 * @param message as the hub says it, in any language, not cleaned
 */
record Envelope(long code, boolean success, String message, JsonNode data) {

    /** More than any failure needs. */
    static final int FAILURE_BYTES = 64 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Null if it is none. */
    static @Nullable Envelope of(JsonNode json) {
        JsonNode code = json.path("Code");
        if (!code.isIntegralNumber() || !code.canConvertToLong()) {
            return null;
        }
        JsonNode success = json.path("Success");
        JsonNode message = json.path("Message");
        return new Envelope(code.longValue(), !success.isBoolean() || success.booleanValue(),
                message.isString() ? message.stringValue() : "",
                json.path("Data"));
    }

    /** The envelope in the body of a failure; null if there is none, or something longer. */
    static @Nullable Envelope read(OutboundResponse response) throws IOException {
        byte[] body = response.bodyUpTo(FAILURE_BYTES);
        try {
            return body.length > FAILURE_BYTES ? null : of(JSON.readTree(body));
        } catch (JacksonException noJson) {
            return null;
        }
    }

    boolean isSuccess() {
        return success && code == 200;
    }
}
