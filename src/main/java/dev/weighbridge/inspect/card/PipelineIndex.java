package dev.weighbridge.inspect.card;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.inspect.head.FactSheet;
import dev.weighbridge.inspect.head.ModelFolder;
import dev.weighbridge.inspect.head.OpenFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What {@code model_index.json} of diffusers says: the class of the pipeline and, for each component, library and class,
 * {@code "unet": ["diffusers", "UNet2DConditionModel"]} (diffusers DiffusionPipeline.save_pretrained). A component that is {@code [null, null]} is left out on
 * purpose; one without files is a finding.
 */
final class PipelineIndex {

    private static final String PATH = ModelConfig.PIPELINE;

    private static final int MAX_COMPONENTS = 64;

    private static final int MAX_VALUES = 8;

    private final Map<String, List<String>> members;

    private PipelineIndex(Map<String, List<String>> members) {
        this.members = members;
    }

    static @Nullable PipelineIndex read(ModelFolder folder, FactSheet sheet) {
        Map<String, List<String>> members = JsonText.read(folder, PATH, sheet, PipelineIndex::members);
        if (members == null) {
            return null;
        }
        var index = new PipelineIndex(members);
        index.checkComponents(folder, sheet);
        return index;
    }

    /** Scalars and short lists of scalars. */
    private static Map<String, List<String>> members(JsonParser json) {
        Map<String, List<String>> members = new LinkedHashMap<>();
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return members;
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            List<String> values = values(json);
            if (members.size() < MAX_COMPONENTS && name.length() <= FactSheet.MAX_LINE) {
                members.put(name, values);
            }
        }
        return members;
    }

    private static List<String> values(JsonParser json) {
        List<String> values = new ArrayList<>();
        boolean isList = json.nextToken() == JsonToken.START_ARRAY;
        if (isList) {
            json.nextToken();
        }
        for (JsonToken token = json.currentToken(); token != null && token != JsonToken.END_ARRAY; token = json.nextToken()) {
            if (token == JsonToken.VALUE_STRING && values.size() < MAX_VALUES) {
                values.add(json.getString());
            }
            json.skipChildren();
            if (!isList) {
                break;
            }
        }
        return List.copyOf(values);
    }

    private void checkComponents(ModelFolder folder, FactSheet sheet) {
        for (String name : components().keySet()) {
            if (folder.paths().stream().noneMatch(path -> path.startsWith(name + "/"))) {
                sheet.find("'" + PATH + "' names the component " + OpenFile.shown(name) + ", which has no files.");
                continue;
            }
            JsonText config = JsonText.read(folder, name + "/" + ModelConfig.CONFIG, Set.of("_class_name"), sheet);
            String own = config == null ? null : config.text("_class_name");
            if (own != null && !components().getOrDefault(name, own).equals(own)) {
                sheet.find("'" + PATH + "' calls the component " + OpenFile.shown(name) + " a "
                        + OpenFile.shown(components().getOrDefault(name, "")) + ", and its own config.json a " + OpenFile.shown(own) + ".");
            }
        }
    }

    /** The class of each component. */
    Map<String, String> components() {
        Map<String, String> components = new LinkedHashMap<>();
        members.forEach((name, values) -> {
            if (!name.startsWith("_") && values.size() == 2) {
                components.put(name, values.getLast());
            }
        });
        return components;
    }

    /** Of a pipeline with code of its own, {@code ["module", "Class"]}, the class. */
    @Nullable
    Derivation architectureType() {
        return last("architectureType", "", "_class_name");
    }

    @Nullable
    Derivation frameworkVersion() {
        return last("frameworkVersion", "Diffusers ", "_diffusers_version");
    }

    @Nullable
    Derivation libraryName() {
        return members.containsKey("_diffusers_version")
                ? new Derivation("libraryName", "diffusers", "_diffusers_version of " + PATH, PATH)
                : null;
    }

    @Nullable
    Derivation components(String field) {
        List<String> named = components().entrySet().stream().map(entry -> entry.getKey() + " " + entry.getValue()).toList();
        return named.isEmpty() ? null : new Derivation(field, ShortList.of(named), "components of " + PATH, PATH);
    }

    private @Nullable Derivation last(String field, String before, String member) {
        List<String> values = members.getOrDefault(member, List.of());
        return values.isEmpty() ? null : new Derivation(field, before + values.getLast(), member + " of " + PATH, PATH);
    }
}
