package dev.weighbridge.inspect.card;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.inspect.head.FactSheet;
import dev.weighbridge.inspect.head.ModelFolder;
import dev.weighbridge.inspect.head.Outline;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What the texts of sentence-transformers say: {@code modules.json} lists what runs after one another, {@code config_sentence_transformers.json} has kind and
 * versions (sentence_transformers/base/model.py, save), {@code sentence_bert_config.json} the longest text, the pooling module's own {@code config.json} the
 * size of a vector (modules/pooling.py; until 5.3 {@code word_embedding_dimension} and a flag for each way of pooling). Each kind's task is the one that the
 * library writes into its cards (the {@code model_card.py} of each kind).
 */
final class SentenceTransformers {

    private static final String MODULES = "modules.json";

    private static final String CONFIG = "config_sentence_transformers.json";

    private static final String LENGTHS = "sentence_bert_config.json";

    private static final int MAX_MODULES = 16;

    private static final Map<String, String> TASKS = Map.of("SentenceTransformer", "sentence-similarity", "SparseEncoder",
            "feature-extraction", "MultiVectorEncoder", "feature-extraction", "CrossEncoder", "text-ranking");

    private static final Map<String, String> POOLING = Map.of("pooling_mode_cls_token", "cls", "pooling_mode_max_tokens", "max",
            "pooling_mode_mean_tokens", "mean", "pooling_mode_mean_sqrt_len_tokens", "mean_sqrt_len_tokens",
            "pooling_mode_weightedmean_tokens", "weightedmean", "pooling_mode_lasttoken", "lasttoken");

    private static final Set<String> POOLING_WANTED = Set.copyOf(
            Stream.concat(POOLING.keySet().stream(), Stream.of("pooling_mode", "embedding_dimension", "word_embedding_dimension"))
                    .toList());

    private final List<Outline> modules;

    private final @Nullable JsonText config;

    private final @Nullable JsonText pooling;

    private final @Nullable JsonText lengths;

    private SentenceTransformers(List<Outline> modules, ModelFolder folder, FactSheet sheet) {
        this.modules = modules;
        this.config = JsonText.read(folder, CONFIG, Set.of("model_type", "__version__.sentence_transformers"), sheet);
        this.lengths = JsonText.read(folder, LENGTHS, Set.of("max_seq_length"), sheet);
        this.pooling = pathOf(".Pooling").map(path -> JsonText.read(folder, path + "/config.json", POOLING_WANTED, sheet)).findFirst()
                .orElse(null);
    }

    /** Returns null without {@code modules.json}: the other texts alone are left over from something else. */
    static @Nullable SentenceTransformers read(ModelFolder folder, FactSheet sheet) {
        List<Outline> modules = JsonText.read(folder, MODULES, sheet, SentenceTransformers::modules);
        return modules == null || modules.isEmpty() ? null : new SentenceTransformers(modules, folder, sheet);
    }

    private static List<Outline> modules(JsonParser json) {
        List<Outline> modules = new ArrayList<>();
        if (json.nextToken() != JsonToken.START_ARRAY) {
            return modules;
        }
        while (modules.size() < MAX_MODULES) {
            Outline module = Outline.read(json, Set.of("type", "path"));
            if (json.currentToken() != JsonToken.END_OBJECT) {
                return modules;
            }
            if (module.text("type") != null) {
                modules.add(module);
            }
        }
        return modules;
    }

    @Nullable
    Derivation frameworkVersion() {
        return config == null ? null
                : config.first("frameworkVersion", "Sentence Transformers ", "__version__.sentence_transformers");
    }

    Derivation libraryName() {
        return new Derivation("libraryName", "sentence-transformers", "the modules of " + MODULES, MODULES);
    }

    /** Older releases had one kind and did not name it. */
    @Nullable
    Derivation pipelineTag() {
        String kind = config == null ? null : config.text("model_type");
        if (config == null || kind == null) {
            return new Derivation("pipelineTag", "sentence-similarity", "the modules of " + MODULES + " of sentence-transformers", MODULES);
        }
        String task = TASKS.get(kind);
        return task == null ? null
                : config.fact("pipelineTag", task, "what sentence-transformers calls the task of a " + kind + ", model_type");
    }

    /** What comes out for a text, and how long it may be. */
    @Nullable
    Derivation embedding() {
        if (pooling == null) {
            return null;
        }
        List<Derivation> inputs = new ArrayList<>();
        Derivation dimension = pooling.first("dimension", "", "embedding_dimension", "word_embedding_dimension");
        Derivation ways = ways(pooling);
        Derivation longest = lengths == null ? null : lengths.first("maxTokens", "", "max_seq_length");
        Stream.of(dimension, ways, longest).filter(one -> one != null).forEach(inputs::add);
        if (dimension == null) {
            return null;
        }
        String value = dimension.value() + " dimensions" + (ways == null ? "" : ", pooled by " + ways.value())
                + (longest == null ? "" : ", of at most " + longest.value() + " tokens");
        return new Derivation("embedding", value, "the pooling module in " + MODULES, pooling.path(), inputs);
    }

    private static @Nullable Derivation ways(JsonText pooling) {
        if (pooling.has("pooling_mode")) {
            return pooling.fact("pooling", String.join("+", pooling.list("pooling_mode")), "pooling_mode");
        }
        List<String> set = POOLING.keySet().stream().filter(flag -> "true".equals(pooling.text(flag))).sorted().toList();
        return set.isEmpty() ? null
                : pooling.fact("pooling", String.join("+", set.stream().map(flag -> POOLING.getOrDefault(flag, flag)).toList()),
                        String.join(" and ", set));
    }

    private Stream<String> pathOf(String kind) {
        return modules.stream().filter(module -> String.valueOf(module.text("type")).endsWith(kind)).map(module -> module.text("path"))
                .filter(path -> path != null && !path.isBlank());
    }
}
