package dev.weighbridge.inspect.card;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.weighbridge.artifact.SafetyKind;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.FormatReader;
import dev.weighbridge.inspect.head.JsonHead;
import dev.weighbridge.inspect.head.OpenFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;

/**
 * Reads {@code MLmodel}, the YAML that MLflow puts into a model's folder (mlflow.org, "MLflow Model Format"; mlflow/pyfunc/__init__.py). Each flavour is one way
 * to load the model. The flavour {@code python_function} imports {@code loader_module}, with what {@code code} names on Python's path, so both are said where
 * they are not MLflow's own. In a folder further down only the danger counts.
 */
public final class MlflowReader implements FormatReader {

    private static final String NAME = "MLmodel";

    private static final int MAX_BYTES = 1 << 20;

    private static final int MAX_FLAVOURS = 32;

    private static final int MAX_MEMBERS = 64;

    /** The member in which each flavour keeps the version of its library (mlflow/sklearn, /pytorch, … {@code save_model}), and how a person calls that. */
    private static final Map<String, String> VERSIONS = Map.ofEntries(Map.entry("sklearn_version", "scikit-learn"),
            Map.entry("pytorch_version", "PyTorch"), Map.entry("keras_version", "Keras"), Map.entry("xgb_version", "XGBoost"),
            Map.entry("lgb_version", "LightGBM"), Map.entry("catboost_version", "CatBoost"),
            Map.entry("transformers_version", "Transformers"), Map.entry("sentence_transformers_version", "Sentence Transformers"),
            Map.entry("onnx_version", "ONNX"), Map.entry("pyspark_version", "PySpark"), Map.entry("spacy_version", "spaCy"),
            Map.entry("statsmodels_version", "statsmodels"), Map.entry("prophet_version", "Prophet"),
            Map.entry("pmdarima_version", "pmdarima"), Map.entry("h2o_version", "H2O"), Map.entry("langchain_version", "LangChain"));

    private static final YAMLFactory YAML = YAMLFactory.builder().streamReadConstraints(JsonHead.BOUNDS).build();

    @Override
    public String format() {
        return "MLflow";
    }

    @Override
    public boolean recognises(OpenFile file) {
        return file.path().equals(NAME) || file.path().endsWith("/" + NAME);
    }

    @Override
    public void read(OpenFile file, FileNotes notes) {
        if (file.size() > MAX_BYTES) {
            notes.find("'" + file.path() + "' is not read: it is larger than " + MAX_BYTES + " bytes.");
            return;
        }
        try (JsonParser yaml = YAML.createParser(ObjectReadContext.empty(),
                new String(file.head(MAX_BYTES), StandardCharsets.UTF_8))) {
            note(members(yaml), notes);
        } catch (JacksonException broken) {
            int line = broken.getLocation() == null ? 1 : Math.max(1, broken.getLocation().getLineNr());
            notes.find("'" + file.path() + "' is not read: it is not valid YAML near line " + line + ".");
        }
    }

    /** The scalars by flavour and name; those outside of a flavour under the empty name. */
    private static Map<String, Map<String, String>> members(JsonParser yaml) {
        Map<String, Map<String, String>> all = new LinkedHashMap<>();
        if (yaml.nextToken() != JsonToken.START_OBJECT) {
            return all;
        }
        Map<String, String> outside = all.computeIfAbsent("", flavour -> new LinkedHashMap<>());
        while (yaml.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean isFlavours = yaml.currentName().equals("flavors");
            String name = yaml.currentName();
            if (yaml.nextToken() == JsonToken.START_OBJECT && isFlavours) {
                while (yaml.nextToken() == JsonToken.PROPERTY_NAME) {
                    String flavour = yaml.currentName();
                    yaml.nextToken();
                    Map<String, String> members = scalars(yaml);
                    if (all.size() <= MAX_FLAVOURS) {
                        all.put(flavour, members);
                    }
                }
            } else {
                keep(outside, name, yaml);
            }
        }
        return all;
    }

    private static Map<String, String> scalars(JsonParser yaml) {
        Map<String, String> scalars = new LinkedHashMap<>();
        if (yaml.currentToken() != JsonToken.START_OBJECT) {
            yaml.skipChildren();
            return scalars;
        }
        while (yaml.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = yaml.currentName();
            yaml.nextToken();
            keep(scalars, name, yaml);
        }
        return scalars;
    }

    /** Of an object or a list only that it is there. */
    private static void keep(Map<String, String> members, String name, JsonParser yaml) {
        if (yaml.currentToken() != JsonToken.VALUE_NULL && members.size() < MAX_MEMBERS) {
            members.put(name, yaml.currentToken().isScalarValue() ? yaml.getString() : "…");
        }
        yaml.skipChildren();
    }

    private static void note(Map<String, Map<String, String>> flavours, FileNotes notes) {
        flavours.forEach((flavour, members) -> {
            if (!flavour.isEmpty()) {
                warn(flavour, members, notes);
            }
        });
        if (notes.path().equals(NAME) && flavours.size() > 1) {
            state(flavours, notes);
        }
    }

    private static void warn(String flavour, Map<String, String> members, FileNotes notes) {
        String where = " (flavour " + OpenFile.shown(flavour) + " of " + NAME + ")";
        String loader = members.get("loader_module");
        if (loader != null && !loader.startsWith("mlflow.")) {
            notes.warn(SafetyKind.REMOTE_CODE,
                    "To load it, MLflow imports the module " + OpenFile.shown(loader) + ", which is not its own" + where + ".");
        }
        for (String own : List.of("code", "model_code_path", "python_model")) {
            String path = members.get(own);
            if (path != null) {
                notes.warn(SafetyKind.REMOTE_CODE,
                        "To load it, MLflow runs Python that comes with the model: " + own + " is " + OpenFile.shown(path) + where + ".");
            }
        }
    }

    private static void state(Map<String, Map<String, String>> flavours, FileNotes notes) {
        notes.state("libraryName", "mlflow", "flavors of " + NAME);
        stateFirst(flavours, List.copyOf(VERSIONS.keySet()), "frameworkVersion", notes);
        String written = flavours.getOrDefault("", Map.of()).get("mlflow_version");
        if (written != null && notes.facts().stream().noneMatch(fact -> fact.field().equals("frameworkVersion"))) {
            notes.state("frameworkVersion", "MLflow " + written, "mlflow_version of " + NAME);
        }
        stateFirst(flavours, List.of("pipeline_model_type", "model_class"), "architectureType", notes);
        stateFirst(flavours, List.of("task"), "pipelineTag", notes);
        stateFirst(flavours, List.of("source_model_name"), "baseModels", notes);
        List<String> ways = new ArrayList<>(flavours.keySet());
        ways.remove("");
        notes.state("flavours", ShortList.of(ways), "flavors of " + NAME);
    }

    private static void stateFirst(Map<String, Map<String, String>> flavours, List<String> members, String field, FileNotes notes) {
        for (Map.Entry<String, Map<String, String>> flavour : flavours.entrySet()) {
            String member = flavour.getKey().isEmpty() ? null : first(members, flavour.getValue());
            if (member != null) {
                String library = VERSIONS.get(member);
                notes.state(field, (library == null ? "" : library + " ") + flavour.getValue().get(member),
                        member + " of the flavour " + OpenFile.shown(flavour.getKey()) + " of " + NAME);
                return;
            }
        }
    }

    private static @Nullable String first(List<String> wanted, Map<String, String> members) {
        return members.keySet().stream().filter(wanted::contains).findFirst().orElse(null);
    }
}
