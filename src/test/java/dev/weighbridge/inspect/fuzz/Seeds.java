package dev.weighbridge.inspect.fuzz;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import dev.weighbridge.inspect.Bytes;

/** Small whole files, written field by field as their specifications have them. */
final class Seeds {

    static final byte[] SAFETENSORS = Bytes
            .safetensors("{\"__metadata__\":{\"format\":\"pt\"},\"a.weight\":{\"dtype\":\"BF16\",\"shape\":[2,3],"
                    + "\"data_offsets\":[0,12]},\"b\":{\"dtype\":\"F4\",\"shape\":[8],\"data_offsets\":[12,16]}}  ", 16);

    static final byte[] EMPTY_SAFETENSORS = Bytes
            .safetensors("{\"a.weight\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]},"
                    + "\"b\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}", 4);

    static final byte[] INDEX = text(
            "{\"metadata\":{\"total_size\":16},\"weight_map\":{\"a.weight\":\"m.safetensors\",\"b\":\"m.safetensors\"}}");

    static final byte[] GGUF = Bytes.littleEndian().text("GGUF").u32(3).u64(2).u64(5)
            .string("general.architecture").u32(8).string("llama").string("general.alignment").u32(4).u32(32)
            .string("tokens").u32(9).u32(8).u64(2).string("<s>").string("x")
            .string("n").u32(9).u32(9).u64(1).u32(6).u64(2).zeros(8).string("b").u32(7).u8(1)
            .string("t").u32(2).u64(32).u64(2).u32(8).u64(0).string("u").u32(1).u64(4).u32(0).u64(96).padTo(32).zeros(112).array();

    static final byte[] BIG_ENDIAN_GGUF = new Bytes(ByteOrder.BIG_ENDIAN).text("GGUF").u32(3).u64(1).u64(2)
            .string("general.architecture").u32(8).string("bert").string("general.file_type").u32(4).u32(0)
            .string("a").u32(1).u64(4).u32(0).u64(0).padTo(32).zeros(16).array();

    static final byte[] CONFIG = text("{\"architectures\":[\"LlamaForCausalLM\"],\"text_config\":{\"dtype\":\"bf16\"},"
            + "\"transformers_version\":\"4.51.0\",\"x\":[1,2.5e3,null,true]}");

    static final byte[] SHAPE = text("{\"architectures\":[\"LlamaForCausalLM\"],\"hidden_size\":64,\"num_hidden_layers\":2,"
            + "\"num_attention_heads\":4,\"num_key_value_heads\":2,\"head_dim\":16,\"intermediate_size\":128,\"vocab_size\":256,"
            + "\"max_position_embeddings\":2048,\"sliding_window\":128,\"layer_types\":[\"sliding_attention\",\"full_attention\"],"
            + "\"tie_word_embeddings\":true,\"torch_dtype\":\"bfloat16\",\"quantization_config\":{\"quant_method\":\"fp8\",\"bits\":8}}");

    static final byte[] PIPELINE = text(
            "{\"_class_name\":\"StableDiffusionPipeline\",\"_diffusers_version\":\"0.30.0\",\"unet\":[\"a\",\"B\"]}");

    static final byte[] CARD = text(
            "---\nlicense: mit\nlanguage: [en, de]\nbase_model: &b\n- x/y\nz: *b\nversion: \"1.0\"\ndescription: >\n  two\n  lines\n---\n# Text\n");

    static final byte[] MLFLOW = text("""
            artifact_path: model
            flavors:
              python_function:
                loader_module: mlflow.sklearn
                python_version: 3.11.2
            mlflow_version: 2.9.2
            model_uuid: 0123456789abcdef0123456789abcdef
            """);

    static final byte[] TOKENIZER = text("{\"version\":\"1.0\",\"added_tokens\":[{\"id\":2,\"content\":\"<s>\"}],"
            + "\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":0,\"b\":1},\"merges\":[\"a b\"]}}");

    static final byte[] TEMPLATE = text("{\"tokenizer_class\":\"LlamaTokenizer\",\"chat_template\":[{\"name\":\"default\",\"template\":"
            + "\"{% for m in messages %}{{ m['content'] | trim }}{% endfor %}\"}],\"auto_map\":{\"AutoTokenizer\":[\"t.T\",null]}}");

    static final byte[] JINJA = text(
            "{%- set ns = namespace(found=false) -%}\n{% for m in messages %}{{ bos_token + m['content'] }}{% endfor %}"
                    + "{# a note #}{{ ''.__class__.__mro__ }}{% macro f(x) %}{{ x | attr('a' ~ 'b') }}{% endmacro %}");

    static final byte[] KERAS = text(
            "{\"module\":\"keras\",\"class_name\":\"Sequential\",\"registered_name\":null,\"config\":{\"name\":\"s\","
                    + "\"layers\":[{\"module\":\"keras.layers\",\"class_name\":\"Lambda\",\"config\":{\"name\":\"l\",\"function\":"
                    + "{\"class_name\":\"__lambda__\",\"config\":{\"code\":\"4wEA\"}}}}]}}");

    /** A SavedMetadata with one node of saved_metadata.proto: node_id 1, identifier 3, metadata 4. */
    static final byte[] KERAS_METADATA = Bytes.littleEndian().u8(0x0a).u8(47).u8(0x10).u8(1).u8(0x1a).u8(15).text("_tf_keras_layer")
            .u8(0x2a).u8(26)
            .text("{\"class_name\": \"Lambda\" } ").array();

    /** e_ident, ET_EXEC, EM_X86_64 of the System V ABI. */
    static final byte[] ELF = Bytes.littleEndian().text("\177ELF").u8(2).u8(1).u8(1).zeros(9).u8(2).u8(0).u8(62).u8(0).u32(1).zeros(40)
            .array();

    static final byte[] SCRIPT = text("#!/bin/sh\necho hello\n");

    static final byte[] NOTEBOOK = text("{\"cells\":[{\"cell_type\":\"code\",\"metadata\":{},\"source\":[\"print(1)\"]}],"
            + "\"metadata\":{},\"nbformat\":4,\"nbformat_minor\":5}");

    /** One stored file {@code ../a} of APPNOTE.TXT 4.3.7, its entry of 4.3.12, the end record of 4.3.16. */
    static final byte[] ZIP = Bytes.littleEndian()
            .text("PK\3\4").u32(20).u32(0).zeros(2).u32(0xe8b7be43).u32(1).u32(1).u8(4).u8(0).u8(0).u8(0).text("../a").text("a")
            .text("PK\1\2").u8(20).u8(0).u32(20).u32(0).zeros(2).u32(0xe8b7be43).u32(1).u32(1).u8(4).zeros(17).text("../a")
            .text("PK\5\6").zeros(4).u8(1).u8(0).u8(1).u8(0).u32(50).u32(35).zeros(2).array();

    /** A ustar header of POSIX pax, "ustar Interchange Format": name, mode, owner, group, size, time, checksum, type, magic. */
    static final byte[] TAR = Bytes.littleEndian().text("../a").zeros(96).text("0000644\0").text("0000000\0").text("0000000\0")
            .text("00000000001\0")
            .text("00000000000\0").text("006312\0 ").text("0").zeros(100).text("ustar\00000").zeros(247).text("a").zeros(511 + 1024)
            .array();

    private Seeds() {}

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
