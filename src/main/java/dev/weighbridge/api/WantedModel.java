package dev.weighbridge.api;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.ingestion.Makes;
import dev.weighbridge.ingestion.Origin;
import dev.weighbridge.ingestion.Priority;
import dev.weighbridge.request.ModelRequest;
import dev.weighbridge.request.Way;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a person says about a model that is to come in; the fields are called as AddModel calls them.
 *
 * @param token the source's secret, for this import only
 * @param include patterns of the files to take, as a plan takes them, and so {@code exclude} and {@code weights}
 * @param priority {@code urgent}, {@code high}, {@code normal} or {@code low}
 */
record WantedModel(@Nullable String name, @Nullable String installPath, @Nullable String modelCenterUuid, @Nullable String version,
        @Nullable String description, @Nullable String vendor, @Nullable String modelId, @Nullable String shareMode,
        @Nullable String token, @Nullable List<String> include, @Nullable List<String> exclude, @Nullable String weights,
        @Nullable List<String> userTags, @Nullable String priority) {

    private static final JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    /** @throws IngestionException INVALID_REQUEST */
    static WantedModel of(JsonNode body) {
        try {
            WantedModel read = JSON.treeToValue(body, WantedModel.class);
            if (Stream.of(read.include, read.exclude, read.userTags).anyMatch(list -> list != null && list.contains(null))) {
                throw invalid("a list holds null in the place of a text");
            }
            return read;
        } catch (JacksonException misfit) {
            String field = misfit.getPath().isEmpty() ? "a field" : "field[" + misfit.getPath().getFirst().getPropertyName() + "]";
            throw invalid(field + " is unknown, or of another form than text or a list of texts");
        }
    }

    /** @throws IngestionException INVALID_REQUEST */
    ModelRequest request(String accountUuid) {
        var given = new GivenFields(mandatory("name", name), mandatory("installPath", installPath),
                mandatory("modelCenterUuid", modelCenterUuid), text(description), parameters(), null, text(vendor), null, null,
                text(version),
                null, null, null, text(modelId), text(shareMode), null, null, null, null, userTags, null);
        return new ModelRequest(accountUuid, new Way(Origin.API, null, turn(), false), Makes.MODEL, given, text(token), null);
    }

    private @Nullable String parameters() {
        ObjectNode selection = JsonNodeFactory.instance.objectNode();
        if (include != null && !include.isEmpty()) {
            include.forEach(selection.putArray("include")::add);
        }
        if (exclude != null && !exclude.isEmpty()) {
            exclude.forEach(selection.putArray("exclude")::add);
        }
        if (weights != null && !weights.isBlank()) {
            selection.put("weights", weights);
        }
        return selection.isEmpty() ? null : JsonNodeFactory.instance.objectNode().set("weighbridge", selection).toString();
    }

    private Priority turn() {
        try {
            return priority == null || priority.isBlank() ? Priority.NORMAL : Priority.valueOf(priority.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw invalid("field[priority] is not urgent, high, normal or low");
        }
    }

    private static String mandatory(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw invalid("field[" + field + "] is mandatory, and missing or blank");
        }
        return value.strip();
    }

    private static @Nullable String text(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static IngestionException invalid(String why) {
        return new IngestionException(FailureKind.INVALID_REQUEST, "Could not add the model: " + why + ". Correct it and send it again.");
    }

    /** Names everything but the token. */
    @Override
    public String toString() {
        return "WantedModel[" + name + " from " + installPath + "]";
    }
}
