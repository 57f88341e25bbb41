package dev.weighbridge.zstack.door;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletResponse;

import tools.jackson.databind.node.ObjectNode;

/**
 * What goes back over the wire. The body is never empty, because an empty one makes the Go SDK panic and a 204 makes the Java SDK throw.
 *
 * @param body JSON, or one sentence of plain text for a {@link Refusal}
 */
public record Answer(int status, String contentType, String body) {

    private static final String JSON = "application/json;charset=UTF-8";

    private static final String TEXT = "text/plain;charset=UTF-8";

    public static Answer json(int status, ObjectNode body) {
        return new Answer(status, JSON, body.toString());
    }

    public static Answer text(int status, String sentence) {
        return new Answer(status, TEXT, sentence);
    }

    void writeTo(HttpServletResponse response) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(contentType);
        response.setContentLength(bytes.length);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getOutputStream().write(bytes);
    }
}
