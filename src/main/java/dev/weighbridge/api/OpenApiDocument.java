package dev.weighbridge.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What this door can do, in the words of OpenAPI 3.1. It is written by hand, a file for each resource in {@code openapi/}, because the controllers read texts
 * and bodies themselves and nothing could be told from their signatures; a test holds it against them and against what they answer. Read when it is first
 * asked for; for many threads.
 */
@Component
final class OpenApiDocument {

    private static final String FILES = "classpath:/openapi/*.yaml";

    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    private final SingletonSupplier<byte[]> json;

    OpenApiDocument(JsonMapper mapper) {
        this.json = SingletonSupplier.of(() -> mapper.writeValueAsBytes(whole()));
    }

    /** The document; not to be changed. */
    byte[] json() {
        return json.obtain();
    }

    private static ObjectNode whole() {
        ObjectNode whole = YAML.createObjectNode();
        files().forEach(file -> add(whole, read(file), file.getFilename() + ":"));
        return whole;
    }

    private static List<Resource> files() {
        try {
            return Arrays.stream(new PathMatchingResourcePatternResolver().getResources(FILES))
                    .sorted(Comparator.comparing(file -> Objects.requireNonNull(file.getFilename()))).toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static JsonNode read(Resource file) {
        try (InputStream text = file.getInputStream()) {
            return YAML.readTree(text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What two files say of the same thing is a mistake. */
    private static void add(ObjectNode whole, JsonNode more, String where) {
        more.properties().forEach(entry -> {
            JsonNode there = whole.get(entry.getKey());
            String here = where + "/" + entry.getKey();
            if (there == null) {
                whole.set(entry.getKey(), entry.getValue());
            } else if (there instanceof ObjectNode known && entry.getValue().isObject()) {
                add(known, entry.getValue(), here);
            } else {
                throw new IllegalStateException("The OpenAPI document says something twice: " + here);
            }
        });
    }
}
