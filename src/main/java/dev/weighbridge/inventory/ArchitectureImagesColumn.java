package dev.weighbridge.inventory;

import java.util.List;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Keeps the images of a model service in one column, as a JSON list. */
@Converter
class ArchitectureImagesColumn implements AttributeConverter<@Nullable List<ArchitectureImage>, @Nullable String> {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final TypeReference<List<ArchitectureImage>> IMAGES = new TypeReference<>() {};

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable List<ArchitectureImage> images) {
        return images == null ? null : JSON.writeValueAsString(images);
    }

    @Override
    public @Nullable List<ArchitectureImage> convertToEntityAttribute(@Nullable String column) {
        return column == null ? null : JSON.readValue(column, IMAGES);
    }
}
