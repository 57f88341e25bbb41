package dev.weighbridge.inspect.fuzz;

import java.util.List;

/**
 * The table of what is fuzzed. A new reader is one more row: a name, what its file is called in the model, the classes that read it, the words of its
 * format, and seeds, as bytes in {@link Seeds} or as files under {@code src/test/resources/dev/weighbridge/inspect/seeds/<row>}.
 */
final class FuzzRows {

    private static final String[] JSON = {"{", "}", "[", "]", "\"", "\\u0000", "\\ud800", ":", ",", "null", "true", "-1", "1e999",
            "9223372036854775808", "{\"a\":", "[["};

    private static final String[] YAML = {"---\n", "- ", ": ", "&a ", "*a", "<<: ", "!!", "|\n", ">\n", "? ", "[", "{", "\"", "'", "#",
            "\t"};

    /** Signatures of APPNOTE.TXT 4.3, little-endian, and the numbers that say "see the ZIP64 record". */
    private static final String[] ZIP = {"PK\3\4", "PK\1\2", "PK\5\6", "PK\6\6", "PK\6\7", "\u00ff\u00ff\u00ff\u00ff", "\u00ff\u00ff",
            "../"};

    private static final String[] PICKLE = {"\u0080\2", "\u0080\4\u0095", "ctorch._utils\n_rebuild_tensor_v2\n", "cos\nsystem\n",
            "\u008c\5posix\u008c\6system\u0093", "(", "R", "0", "2", "u", "s", "}", "]", "q\0", "h\0", "\u0094", "Q", ".", "\u0082\1",
            "i__main__\nA\n",
            "X\4\0\0\0", "B\u00ff\u00ff\u00ff\u007f", "\u008e", "J", "p0\n", "g0\n", "I1\n", "ctorch\nFloatStorage\n", "U\7storage"};

    /** Field numbers of two wire types (protobuf.dev/programming-guides/encoding), and lengths that are too long. */
    private static final String[] PROTO = {"\10", "\12", "\22", "\32", "\42", "\52", "\72", "\102",
            "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\1", "\u0080\u0080\u0080\u0080\u0010", "\13", "\14"};

    static final List<FuzzRow> ALL = List.of(
            FuzzRow.of("safetensors", "m.safetensors", "SafetensorsReader").seeds(Seeds.SAFETENSORS, Seeds.EMPTY_SAFETENSORS)
                    .beside("m.safetensors.index.json", Seeds.INDEX).tokens(JSON)
                    .tokens("\"dtype\"", "\"shape\"", "\"data_offsets\"", "__metadata__", "\"BF16\"", "\"F4\"", "\"F64\"", "\"F8_E4M3\""),
            FuzzRow.of("gguf", "m.gguf", "GgufReader").seeds(Seeds.GGUF, Seeds.BIG_ENDIAN_GGUF)
                    .tokens("GGUF", "general.architecture", "general.alignment", "general.file_type", "general.name", "split.count",
                            "split.no",
                            "llama.block_count", "llama.attention.head_count", "tokenizer.chat_template", "clip"),
            FuzzRow.of("index", "m.safetensors.index.json", "ShardIndex").seeds(Seeds.INDEX).beside("m.safetensors", Seeds.SAFETENSORS)
                    .tokens(JSON).tokens("\"weight_map\"", "\"metadata\"", "\"total_size\"", "\"m.safetensors\"", "\"a.weight\""),
            FuzzRow.of("config", "config.json", "ModelConfig", "CodeInConfigs").seeds(Seeds.CONFIG, Seeds.SHAPE).tokens(JSON)
                    .beside("m.safetensors", Seeds.SAFETENSORS)
                    .tokens("\"architectures\"", "\"text_config\"", "\"transformers_version\"", "\"dtype\"", "\"LlamaForCausalLM\"",
                            "\"auto_map\"", "\"layer_types\"", "\"kv_lora_rank\"", "\"sliding_window\"", "\"quantization_config\""),
            FuzzRow.of("pipeline", "model_index.json", "ModelConfig").seeds(Seeds.PIPELINE).tokens(JSON)
                    .tokens("\"_class_name\"", "\"_diffusers_version\"", "\"unet\""),
            FuzzRow.of("card", "README.md", "ModelCard").seeds(Seeds.CARD).tokens(YAML)
                    .tokens("license: ", "license_name", "base_model", "pipeline_tag: ", "language", "version: ", "description: ", "```",
                            "<!--"),
            FuzzRow.of("mlflow", "MLmodel", "MlflowReader").seeds(Seeds.MLFLOW).tokens(YAML).tokens("flavors:", "mlflow_version",
                    "loader_module"),
            FuzzRow.of("tokenizer", "tokenizer.json", "Tokenizers").seeds(Seeds.TOKENIZER).tokens(JSON).tokens("\"vocab\"",
                    "\"added_tokens\""),
            FuzzRow.of("template", "tokenizer_config.json", "TemplatesInFiles").seeds(Seeds.TEMPLATE).tokens(JSON)
                    .tokens("\"chat_template\"", "{{", "}}", "{%", "%}", "{#", "__class__", "|attr(", "\\n", "'", "{%- for "),
            FuzzRow.of("jinja", "chat_template.jinja", "TemplatesInFiles").seeds(Seeds.JINJA)
                    .tokens("{{", "}}", "{%", "%}", "{#", "#}", "__class__", "|attr(", "'", "\"", "{% raw %}", "{% endraw %}", "lipsum"),
            FuzzRow.of("pickle", "m.pkl", "PickleReader").tokens(PICKLE),
            FuzzRow.of("pytorch", "pytorch_model.bin", "PickleReader").tokens(PICKLE).tokens(ZIP).tokens("archive/data.pkl", "byteorder"),
            FuzzRow.of("numpy", "a.npy", "PickleReader").tokens(PICKLE).tokens("\u0093NUMPY\1\0", "'descr'", "'|O'", "'<f4'", "'shape'",
                    "(3,)"),
            FuzzRow.of("npz", "a.npz", "PickleReader").tokens(PICKLE).tokens(ZIP),
            FuzzRow.of("joblib", "m.joblib", "PickleReader").tokens(PICKLE).tokens("x\u009c", "\37\u008b\10", "BZh9", "\u00fd7zXZ\0"),
            FuzzRow.of("nemo", "m.nemo", "PickleReader").tokens(PICKLE).tokens("model_config.yaml", "model_weights.ckpt", "ustar\0",
                    "\37\u008b\10"),
            FuzzRow.of("onnx", "model.onnx", "OnnxReader", "ProtoCursor").tokens(PROTO).tokens("ai.onnx", "location", "../w", "pytorch",
                    "offset",
                    "length"),
            FuzzRow.of("savedmodel", "saved_model.pb", "SavedModelReader").tokens(PROTO).tokens("ReadFile", "PyFunc", "serving_default"),
            FuzzRow.of("frozen", "frozen_graph.pb", "FrozenGraphReader").tokens(PROTO).tokens("ReadFile", "Const", "dtype", "value"),
            FuzzRow.of("checkpoint", "variables/variables.index", "CheckpointReader").tokens(PROTO)
                    .tokens("W\u00fb\u0080\u008b$uG\u00db"),
            FuzzRow.of("tflite", "model.tflite", "TfliteReader", "Pages").tokens("TFL3", "\u00ff\u00ff\u00ff\u00ff", "\0\0\0\u0080",
                    "\4\0\0\0"),
            FuzzRow.of("keras", "model.keras", "KerasArchiveReader").tokens(ZIP).tokens(JSON).tokens("config.json", "\"Lambda\"",
                    "__lambda__"),
            FuzzRow.of("hdf5", "model.h5", "KerasHdfReader", "HdfFile").tokens("\u0089HDF\r\n\32\n", "OHDR", "OCHK", "TREE", "SNOD", "HEAP",
                    "FRHP",
                    "BTHD", "GCOL",
                    "model_config", "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff", "Lambda"),
            FuzzRow.of("keras-config", "config.json", "KerasConfigReader").seeds(Seeds.KERAS).tokens(JSON)
                    .tokens("\"class_name\"", "\"Sequential\"", "\"Lambda\"", "\"module\"", "\"registered_name\"", "\"layers\""),
            FuzzRow.of("keras-metadata", "keras_metadata.pb", "KerasMetadataReader").seeds(Seeds.KERAS_METADATA).tokens(PROTO)
                    .tokens("_tf_keras_layer"),
            FuzzRow.of("program", "run", "Programs", "Scripts").seeds(Seeds.ELF, Seeds.SCRIPT)
                    .tokens("\177ELF\2\1\1", "MZ", "PE\0\0", "\u00ca\u00fe\u00ba\u00be", "\u00cf\u00fa\u00ed\u00fe", "\0asm\1\0\0\0",
                            "dex\n035\0", "#!/bin/sh\n"),
            FuzzRow.of("notebook", "train.ipynb", "PythonFiles").seeds(Seeds.NOTEBOOK).tokens(JSON).tokens("\"cells\"", "\"code\""),
            FuzzRow.of("archive", "files.zip", "Archives").seeds(Seeds.ZIP).tokens(ZIP).tokens("x.so", "/etc/passwd", "C:\\"),
            FuzzRow.of("tar", "files.tar", "Archives", "TarWalk").seeds(Seeds.TAR).tokens("ustar\0", "../x", "0000777\0",
                    "\u0080\0\0\0\0\0\0\177", "x", "L"));

    private FuzzRows() {}

    static FuzzRow named(String name) {
        return ALL.stream().filter(row -> row.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no row is called '" + name + "'; there are " + ALL));
    }
}
