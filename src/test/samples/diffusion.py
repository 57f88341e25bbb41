"""A pipeline of diffusers in the form of Stable Diffusion: text encoder, U-Net, autoencoder, each in its folder."""
from tensors import Tensors, card, facts, text

WIDTH = 8


def resnet(t, name, into, out, time=0):
    t.norm(name + ".norm1", into)
    t.conv(name + ".conv1", out, into, 3)
    if time:
        t.linear(name + ".time_emb_proj", out, time)
    t.norm(name + ".norm2", out)
    t.conv(name + ".conv2", out, out, 3)
    if into != out:
        t.conv(name + ".conv_shortcut", out, into, 1)


def transformer(t, name, width, context):
    """Transformer2DModel with one BasicTransformerBlock."""
    t.norm(name + ".norm", width)
    t.conv(name + ".proj_in", width, width, 1)
    block = name + ".transformer_blocks.0."
    t.norm(block + "norm1", width)
    for attention, seen in (("attn1", width), ("attn2", context)):
        t.linear(block + attention + ".to_q", width, width, bias=False)
        t.linear(block + attention + ".to_k", width, seen, bias=False)
        t.linear(block + attention + ".to_v", width, seen, bias=False)
        t.linear(block + attention + ".to_out.0", width, width)
    t.norm(block + "norm2", width)
    t.norm(block + "norm3", width)
    t.linear(block + "ff.net.0.proj", 8 * width, width)
    t.linear(block + "ff.net.2", width, 4 * width)
    t.conv(name + ".proj_out", width, width, 1)


def unet(context):
    """unet_2d_condition.py with one block down and one up."""
    t, time = Tensors("F16", 51), 4 * WIDTH
    t.conv("conv_in", WIDTH, 4, 3)
    t.linear("time_embedding.linear_1", time, WIDTH)
    t.linear("time_embedding.linear_2", time, time)
    resnet(t, "down_blocks.0.resnets.0", WIDTH, WIDTH, time)
    transformer(t, "down_blocks.0.attentions.0", WIDTH, context)
    resnet(t, "mid_block.resnets.0", WIDTH, WIDTH, time)
    transformer(t, "mid_block.attentions.0", WIDTH, context)
    resnet(t, "mid_block.resnets.1", WIDTH, WIDTH, time)
    for layer in range(2):
        resnet(t, f"up_blocks.0.resnets.{layer}", 2 * WIDTH, WIDTH, time)
        transformer(t, f"up_blocks.0.attentions.{layer}", WIDTH, context)
    t.norm("conv_norm_out", WIDTH)
    t.conv("conv_out", 4, WIDTH, 3)
    return t


def autoencoder():
    """autoencoder_kl.py with one block on each side."""
    t = Tensors("F16", 52)
    for side, into, out in (("encoder", 3, 8), ("decoder", 4, 3)):
        t.conv(side + ".conv_in", WIDTH, into, 3)
        block = side + (".down_blocks.0" if side == "encoder" else ".up_blocks.0")
        for layer in range(1 if side == "encoder" else 2):
            resnet(t, f"{block}.resnets.{layer}", WIDTH, WIDTH)
        for layer in range(2):
            resnet(t, f"{side}.mid_block.resnets.{layer}", WIDTH, WIDTH)
        attention = side + ".mid_block.attentions.0"
        t.norm(attention + ".group_norm", WIDTH)
        for part in ("to_q", "to_k", "to_v", "to_out.0"):
            t.linear(f"{attention}.{part}", WIDTH, WIDTH)
        t.norm(side + ".conv_norm_out", WIDTH)
        t.conv(side + ".conv_out", out, WIDTH, 3)
    t.conv("quant_conv", 8, 8, 1)
    t.conv("post_quant_conv", 4, 4, 1)
    return t


def text_encoder(width):
    """CLIPTextModel of modeling_clip.py."""
    t = Tensors("F16", 53)
    t.add("text_model.embeddings.token_embedding.weight", 256, width)
    t.add("text_model.embeddings.position_embedding.weight", 16, width)
    for layer in range(2):
        name = f"text_model.encoder.layers.{layer}."
        for part in ("k_proj", "v_proj", "q_proj", "out_proj"):
            t.linear(name + "self_attn." + part, width, width)
        t.norm(name + "layer_norm1", width)
        t.linear(name + "mlp.fc1", 2 * width, width)
        t.linear(name + "mlp.fc2", width, 2 * width)
        t.norm(name + "layer_norm2", width)
    t.norm("text_model.final_layer_norm", width)
    return t


def pipeline():
    context = 16
    parts = {"text_encoder": text_encoder(context), "unet": unet(context), "vae": autoencoder()}
    index = {"_class_name": "StableDiffusionPipeline", "_diffusers_version": "0.30.0", "feature_extractor": [None, None],
             "requires_safety_checker": False, "safety_checker": [None, None], "scheduler": ["diffusers", "DDIMScheduler"],
             "text_encoder": ["transformers", "CLIPTextModel"], "tokenizer": ["transformers", "CLIPTokenizer"],
             "unet": ["diffusers", "UNet2DConditionModel"], "vae": ["diffusers", "AutoencoderKL"]}
    configs = {
        "text_encoder/config.json": {"architectures": ["CLIPTextModel"], "hidden_size": context, "intermediate_size": 2 * context,
                                     "max_position_embeddings": 16, "model_type": "clip_text_model", "num_attention_heads": 2,
                                     "num_hidden_layers": 2, "torch_dtype": "float16", "transformers_version": "4.51.0", "vocab_size": 256},
        "unet/config.json": {"_class_name": "UNet2DConditionModel", "_diffusers_version": "0.30.0", "attention_head_dim": 2,
                             "block_out_channels": [WIDTH], "cross_attention_dim": context, "down_block_types": ["CrossAttnDownBlock2D"],
                             "in_channels": 4, "layers_per_block": 1, "norm_num_groups": 4, "out_channels": 4, "sample_size": 8,
                             "up_block_types": ["CrossAttnUpBlock2D"]},
        "vae/config.json": {"_class_name": "AutoencoderKL", "_diffusers_version": "0.30.0", "block_out_channels": [WIDTH],
                            "down_block_types": ["DownEncoderBlock2D"], "in_channels": 3, "latent_channels": 4, "layers_per_block": 1,
                            "norm_num_groups": 4, "out_channels": 3, "sample_size": 8, "up_block_types": ["UpDecoderBlock2D"]},
        "scheduler/scheduler_config.json": {"_class_name": "DDIMScheduler", "_diffusers_version": "0.30.0", "beta_end": 0.012,
                                            "beta_schedule": "scaled_linear", "beta_start": 0.00085, "num_train_timesteps": 1000,
                                            "prediction_type": "epsilon"},
        "tokenizer/tokenizer_config.json": {"model_max_length": 16, "tokenizer_class": "CLIPTokenizer"},
    }
    letters = [chr(ordinal) for ordinal in range(33, 127)]
    vocabulary = letters + [letter + "</w>" for letter in letters] + ["<|startoftext|>", "<|endoftext|>"]
    files = {path: text(config) for path, config in configs.items()}
    files["model_index.json"] = text(index)
    files["tokenizer/vocab.json"] = text({word: number for number, word in enumerate(vocabulary)})
    files["tokenizer/merges.txt"] = b"#version: 0.2\n"
    names = {"text_encoder": "model.safetensors"}
    for folder, part in parts.items():
        files[f"{folder}/{names.get(folder, 'diffusion_pytorch_model.safetensors')}"] = part.safetensors()
    files["README.md"] = card("tiny-diffusers", {"library_name": "diffusers", "pipeline_tag": "text-to-image"},
                              "A pipeline in the form of Stable Diffusion with the smallest parts that fit together. It paints noise.")
    return files, {"components": {folder: part.facts() for folder, part in parts.items()}, "together": facts(*parts.values()),
                   "architectureType": "StableDiffusionPipeline", "frameworkVersion": "Diffusers 0.30.0", "pipelineTag": "text-to-image",
                   "reader": "safetensors, in components"}
