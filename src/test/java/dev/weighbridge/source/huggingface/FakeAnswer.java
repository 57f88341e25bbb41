package dev.weighbridge.source.huggingface;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

/** An answer of a {@link FakeHub} that is no file. */
record FakeAnswer(int status, Map<String, String> headers, String body) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static FakeAnswer json(Object value) {
        return new FakeAnswer(200, Map.of("Content-Type", "application/json; charset=utf-8"), JSON.writeValueAsString(value));
    }

    /** As the hub refuses: a code (unless it is empty) and a message as headers, the message once more in the body. */
    static FakeAnswer refusal(int status, String code, String message) {
        FakeAnswer answer = json(Map.of("error", message)).status(status).with("X-Error-Message", message);
        return code.isEmpty() ? answer : answer.with("X-Error-Code", code);
    }

    static FakeAnswer redirect(int status, String location) {
        return new FakeAnswer(status, Map.of("Location", location), "");
    }

    FakeAnswer status(int other) {
        return new FakeAnswer(other, headers, body);
    }

    FakeAnswer with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new FakeAnswer(status, more, body);
    }

    FakeAnswer without(String name) {
        Map<String, String> fewer = new HashMap<>(headers);
        fewer.remove(name);
        return new FakeAnswer(status, fewer, body);
    }

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
