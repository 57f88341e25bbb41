package dev.weighbridge.hooks;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.ingestion.Event;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event in the structured JSON form of CloudEvents 1.0, section 3 of its JSON format.
 *
 * @param id the same at every hook and at every try
 * @param body as it is sent
 */
record CloudEvent(String id, String type, String subject, String body) {

    static final String CONTENT_TYPE = "application/cloudevents+json";

    /** What a test call has for a type. */
    static final String TEST = "hook.tested";

    private static final JsonMapper JSON = JsonMapper.shared();

    /** @param source a reference to this installation, which tells it from others for a receiver of several */
    static CloudEvent of(Event event, String source, Instant now) {
        return of(event.type().text(), event.subject(), event.data(), source, now);
    }

    static CloudEvent test(String hookUuid, String source, Instant now) {
        return of(TEST, hookUuid, Map.of("hookUuid", hookUuid), source, now);
    }

    private static CloudEvent of(String type, String subject, Map<String, @Nullable Object> data, String source, Instant now) {
        String id = ResourceUuid.random();
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("specversion", "1.0");
        form.put("id", id);
        form.put("source", source);
        form.put("type", type);
        form.put("subject", subject);
        form.put("time", now.toString());
        form.put("datacontenttype", "application/json");
        form.put("data", data);
        return new CloudEvent(id, type, subject, JSON.writeValueAsString(form));
    }
}
