package dev.weighbridge.source.huggingface;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

import dev.weighbridge.source.SourceFacts;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the hub tells of a model at a revision: the JSON of {@code GET /api/models/{id}/revision/{revision}}. Everything in it may be missing at a mirror. */
record ModelDetails(JsonNode json) {

    /** The commit, or null. */
    @Nullable
    String commit() {
        String sha = text(json, "sha");
        return sha != null && sha.matches("[0-9a-f]{40}|[0-9a-f]{64}") ? sha : null;
    }

    /** The name that it has now, or null. */
    @Nullable
    String id() {
        return text(json, "id");
    }

    boolean isDisabled() {
        return json.path("disabled").isBoolean() && json.path("disabled").booleanValue();
    }

    @Nullable
    Instant modified() {
        String time = text(json, "lastModified");
        try {
            return time == null ? null : Instant.parse(time);
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    SourceFacts facts() {
        return new SourceFacts(licence(), text(json, "pipeline_tag"), text(json, "library_name"), text(json, "gated"),
                HubScan.verdicts(json));
    }

    /** Of the card, which may name several; else of the tags. */
    private @Nullable String licence() {
        JsonNode card = json.path("cardData").path("license");
        List<String> named = card.isArray() ? texts(card) : texts(json.path("cardData"), "license");
        if (named.isEmpty()) {
            named = texts(json.path("tags")).stream().filter(tag -> tag.startsWith("license:"))
                    .map(tag -> tag.substring("license:".length()))
                    .toList();
        }
        return named.isEmpty() ? null : named.stream().distinct().collect(Collectors.joining(", "));
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().filter(JsonNode::isString).map(JsonNode::stringValue).filter(text -> !text.isBlank()).toList();
    }

    private static List<String> texts(JsonNode object, String field) {
        String text = text(object, field);
        return text == null ? List.of() : List.of(text);
    }

    /** The field's text if it has some. */
    static @Nullable String text(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return value.isString() && !value.stringValue().isBlank() ? value.stringValue() : null;
    }
}
