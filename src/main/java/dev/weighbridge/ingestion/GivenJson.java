package dev.weighbridge.ingestion;

import dev.weighbridge.artifact.GivenFields;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The request's fields as they are kept in their row. */
@Component
final class GivenJson {

    private final JsonMapper json = JsonMapper.builder().build();

    String write(GivenFields given) {
        return json.writeValueAsString(given);
    }

    GivenFields read(String text) {
        return json.readValue(text, GivenFields.class);
    }
}
