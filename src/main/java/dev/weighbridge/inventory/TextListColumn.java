package dev.weighbridge.inventory;

import java.util.List;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Keeps a list of texts in one column, as a JSON list: {@code ["a","b"]}. */
@Converter
class TextListColumn implements AttributeConverter<@Nullable List<String>, @Nullable String> {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable List<String> texts) {
        return texts == null ? null : JSON.writeValueAsString(texts);
    }

    @Override
    public @Nullable List<String> convertToEntityAttribute(@Nullable String column) {
        return column == null ? null : JSON.readValue(column, TEXTS);
    }
}
