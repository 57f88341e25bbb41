package dev.weighbridge.api;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the JSON object that a call brings, as far as a limit. */
final class JsonBody {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JsonBody() {}

    /**
     * @param tried what the call wants, for the sentence: {@code keep the sync policy}
     * @param largest bytes
     * @throws IngestionException LIMIT_EXCEEDED, INVALID_REQUEST
     */
    static JsonNode of(HttpServletRequest request, String tried, int largest) throws IOException {
        byte[] text = request.getInputStream().readNBytes(largest + 1);
        if (text.length > largest) {
            throw new IngestionException(FailureKind.LIMIT_EXCEEDED,
                    "Could not " + tried + ": the request has more than " + largest + " bytes. Send less.");
        }
        try {
            JsonNode body = JSON.readTree(text);
            if (body.isObject()) {
                return body;
            }
        } catch (JacksonException malformed) {
            throw invalid(tried, "is not JSON");
        }
        throw invalid(tried, "is not a JSON object");
    }

    private static IngestionException invalid(String tried, String why) {
        return new IngestionException(FailureKind.INVALID_REQUEST,
                "Could not " + tried + ": the body " + why + ". Correct it and send it again.");
    }
}
