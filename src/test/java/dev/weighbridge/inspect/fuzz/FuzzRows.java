package dev.weighbridge.inspect.fuzz;

import java.util.List;

/**
 * The table of what is fuzzed. A new reader is one more row: a name, what its file is called, the class that reads it, a seed or more (in
 * {@link Seeds}, or as files under {@code src/test/resources/dev/weighbridge/inspect/seeds/<row>}), and the words of its format.
 */
final class FuzzRows {

    private static final String[] JSON = {"{", "}", "[", "]", "\"", "\\u0000", "\\ud800", ":", ",", "null", "true", "-1", "1e999",
            "9223372036854775808", "{\"a\":", "[["};

    private static final String[] YAML = {"---\n", "- ", ": ", "&a ", "*a", "<<: ", "!!", "|\n", ">\n", "? ", "[", "{", "\"", "'", "#",
            "\t"};

    static final List<FuzzRow> ALL = List.of(
            FuzzRow.of("safetensors", "m.safetensors", "SafetensorsReader").seeds(Seeds.SAFETENSORS, Seeds.EMPTY_SAFETENSORS)
                    .beside("m.safetensors.index.json", Seeds.INDEX).tokens(JSON)
                    .tokens("\"dtype\"", "\"shape\"", "\"data_offsets\"", "__metadata__", "\"BF16\"", "\"F4\"", "\"F64\"", "\"F8_E4M3\""),
            FuzzRow.of("gguf", "m.gguf", "GgufReader").seeds(Seeds.GGUF, Seeds.BIG_ENDIAN_GGUF)
                    .tokens("GGUF", "general.architecture", "general.alignment", "general.file_type", "general.name", "split.count",
                            "split.no",
                            "llama", "clip"),
            FuzzRow.of("index", "m.safetensors.index.json", "ShardIndex").seeds(Seeds.INDEX).beside("m.safetensors", Seeds.SAFETENSORS)
                    .tokens(JSON).tokens("\"weight_map\"", "\"metadata\"", "\"total_size\"", "\"m.safetensors\"", "\"a.weight\""),
            FuzzRow.of("config", "config.json", "ModelConfig").seeds(Seeds.CONFIG).tokens(JSON)
                    .tokens("\"architectures\"", "\"text_config\"", "\"transformers_version\"", "\"torch_dtype\"", "\"dtype\"",
                            "LlamaForCausalLM"),
            FuzzRow.of("pipeline", "model_index.json", "ModelConfig").seeds(Seeds.PIPELINE).tokens(JSON)
                    .tokens("\"_class_name\"", "\"_diffusers_version\"", "\"unet\""),
            FuzzRow.of("card", "README.md", "ModelCard").seeds(Seeds.CARD).tokens(YAML)
                    .tokens("license: ", "license_name", "base_model", "pipeline_tag: ", "language", "version: ", "description: "));

    private FuzzRows() {}

    static FuzzRow named(String name) {
        return ALL.stream().filter(row -> row.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no row is called '" + name + "'; there are " + ALL));
    }
}
