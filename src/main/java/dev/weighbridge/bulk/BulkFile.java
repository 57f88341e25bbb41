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
    private record Form(@Nullable String kind, @Nullable String name, @Nullable FormOfCentre centre, @Nullable BulkRow defaults,
            @Nullable List<@Nullable BulkRow> models) {}

    private record FormOfCentre(@Nullable String name, @Nullable String url, @Nullable String description, @Nullable String parameters) {}

    /**
     * Reads the file.
     *
     * @throws IngestionException INVALID_REQUEST that names the file, the line and what is wrong
     */
    static BulkFile read(Path file) {
        try {
            if (Files.size(file) > LONGEST) {
                throw new BulkFileException("it is longer than " + LONGEST + " bytes");
            }
            return read(file, Files.readString(file));
        } catch (BulkFileException wrong) {
            throw new IngestionException(FailureKind.INVALID_REQUEST,
                    "Could not read the list " + file + ": " + wrong.getMessage() + ". Correct it and import it again.");
        } catch (IOException unreadable) {
            throw new IngestionException(FailureKind.INVALID_REQUEST,
                    "Could not read the list " + file + ": " + unreadable.getClass().getSimpleName()
                            + ". See that the file is there and readable.",
                    unreadable);
        }
    }

    private static BulkFile read(Path file, String text) throws BulkFileException {
        WrittenYaml written = written(text);
        try {
            return checked(file, YAML.treeToValue(written.tree(), Form.class), written);
        } catch (JacksonException misfit) {
            throw BulkFileException.misfit(misfit, written);
        }
    }

    private static WrittenYaml written(String text) throws BulkFileException {
        try (var parser = YAML.createParser(text)) {
            var written = new WrittenYaml(parser);
            if (parser.nextToken() != null) {
                throw BulkFileException.at(parser.currentTokenLocation().getLineNr(), "a second document begins, where one is allowed");
            }
            return written;
        } catch (JacksonException malformed) {
            throw BulkFileException.malformed(malformed);
        }
    }

    private static BulkFile checked(Path file, @Nullable Form form, WrittenYaml written) throws BulkFileException {
        if (form == null || !Objects.equals(form.kind(), "bulk")) {
            throw BulkFileException.at(written.line("/kind"), "its kind must be 'bulk'");
        }
        Centre centre = centre(file, form.centre(), written);
        if (form.models() == null || form.models().isEmpty()) {
            throw BulkFileException.at(written.line("/models"), "it needs a list of models with at least one model");
        }
        return new BulkFile(Objects.requireNonNullElse(form.name(), String.valueOf(file.getFileName())), centre, rows(written));
    }

    private static Centre centre(Path file, @Nullable FormOfCentre centre, WrittenYaml written) throws BulkFileException {
        String name = centre == null ? null : centre.name();
        String url = centre == null ? null : centre.url();
        if (centre == null || name == null || url == null) {
            throw BulkFileException.at(written.line("/centre"), "it needs a centre with a name and a url");
        }
        boolean relative = url.startsWith("./") || url.startsWith("../");
        return new Centre(name, relative ? file.toAbsolutePath().resolveSibling(url).normalize().toString() : url, centre.description(),
                centre.parameters());
    }

    private static List<BulkRow> rows(WrittenYaml written) throws BulkFileException {
        JsonNode tree = written.tree();
        List<BulkRow> rows = new ArrayList<>();
        for (JsonNode row : tree.path("models")) {
            if (!(row instanceof ObjectNode given)) {
                throw BulkFileException.at(written.line("/models/" + rows.size()), "a model is empty");
            }
            ObjectNode filled = tree.path("defaults") instanceof ObjectNode defaults ? defaults.deepCopy() : YAML.createObjectNode();
            filled.setAll(given);
            BulkRow read = YAML.treeToValue(filled, BulkRow.class);
            requireField(read.name(), "name", rows.size(), written);
            requireField(read.installPath(), "installPath", rows.size(), written);
            rows.add(read);
        }
        return rows;
    }

    private static void requireField(@Nullable String value, String key, int row, WrittenYaml written) throws BulkFileException {
        if (value == null || value.isBlank()) {
            throw BulkFileException.at(written.line("/models/" + row), "a model needs the key '" + key + "'");
        }
    }
}
