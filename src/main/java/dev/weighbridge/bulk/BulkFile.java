package dev.weighbridge.bulk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A list of models as it stands in a YAML file.
 *
 * @param name what the import is called
 * @param centre the model centre that the models belong to; made if it is not there
 * @param models with the file's defaults filled in
 */
record BulkFile(String name, Centre centre, List<BulkRow> models) {

    private static final long LONGEST = 16 << 20;

    private static final YAMLMapper YAML = YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /** The model centre. A url that begins with {@code ./} or {@code ../} is a folder beside the file. */
    record Centre(String name, String url, @Nullable String description, @Nullable String parameters) {}

    /** The file's own form; that its keys are known is checked by reading it as this. */
    private record Form(@Nullable String kind, @Nullable String name, @Nullable Centre centre, @Nullable BulkRow defaults,
            @Nullable List<BulkRow> models) {}

    /**
     * Reads the file.
     *
     * @throws IngestionException INVALID_REQUEST that names the file, the line and what is wrong
     */
    static BulkFile read(Path file) {
        try {
            if (Files.size(file) > LONGEST) {
                throw invalid(file, "it is longer than " + LONGEST + " bytes");
            }
            String text = Files.readString(file);
            return checked(file, YAML.readValue(text, Form.class), YAML.readTree(text));
        } catch (JacksonException malformed) {
            var at = malformed.getLocation();
            throw invalid(file, (at == null ? "" : "line " + at.getLineNr() + ": ") + malformed.getOriginalMessage());
        } catch (IOException unreadable) {
            throw new IngestionException(FailureKind.INVALID_REQUEST,
                    "Could not read the list " + file + ": " + unreadable.getClass().getSimpleName()
                            + ". See that the file is there and readable.",
                    unreadable);
        }
    }

    private static BulkFile checked(Path file, @Nullable Form form, JsonNode tree) {
        if (form == null || !Objects.equals(form.kind(), "bulk")) {
            throw invalid(file, "its kind must be 'bulk'");
        }
        Centre centre = form.centre();
        if (centre == null || form.models() == null || form.models().isEmpty()) {
            throw invalid(file, "it needs a centre {name, url} and at least one model");
        }
        return new BulkFile(Objects.requireNonNullElse(form.name(), String.valueOf(file.getFileName())), beside(file, centre), rows(tree));
    }

    private static Centre beside(Path file, Centre centre) {
        boolean relative = centre.url().startsWith("./") || centre.url().startsWith("../");
        String url = relative ? file.toAbsolutePath().resolveSibling(centre.url()).normalize().toString() : centre.url();
        return new Centre(centre.name(), url, centre.description(), centre.parameters());
    }

    private static List<BulkRow> rows(JsonNode tree) {
        List<BulkRow> rows = new ArrayList<>();
        for (JsonNode row : tree.get("models")) {
            ObjectNode filled = tree.get("defaults") instanceof ObjectNode defaults ? defaults.deepCopy() : YAML.createObjectNode();
            filled.setAll((ObjectNode) row);
            rows.add(YAML.treeToValue(filled, BulkRow.class));
        }
        return rows;
    }

    private static IngestionException invalid(Path file, String why) {
        return new IngestionException(FailureKind.INVALID_REQUEST,
                "Could not read the list " + file + ": " + why + ". Correct it and import it again.");
    }
}
