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

    static final byte[] PIPELINE = text(
            "{\"_class_name\":\"StableDiffusionPipeline\",\"_diffusers_version\":\"0.30.0\",\"unet\":[\"a\",\"B\"]}");

    static final byte[] CARD = text(
            "---\nlicense: mit\nlanguage: [en, de]\nbase_model: &b\n- x/y\nz: *b\nversion: \"1.0\"\ndescription: >\n  two\n  lines\n---\n# Text\n");

    private Seeds() {}

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
