package dev.weighbridge.source;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The names that transformers, diffusers and peft give to weights (their {@code SAFE_WEIGHTS_NAME}, {@code WEIGHTS_NAME}, …):
 * <pre>
 * model.safetensors                           model-00001-of-00003.safetensors
 * diffusion_pytorch_model.fp16.safetensors    model.fp32-00001-of-00002.safetensors
 * pytorch_model.bin   tf_model.h5   flax_model.msgpack   rust_model.ot   consolidated.00.pth
 * </pre>
 * Any other name stands for something of its own, {@code colbert_linear.pt}: then only a file of the same name in the other form is the same.
 */
final class TorchName {

    private static final Map<String,
            WeightFormat> FORMATS = Map.of("safetensors", WeightFormat.SAFETENSORS, "bin", WeightFormat.PYTORCH, "pt",
                    WeightFormat.PYTORCH, "pth", WeightFormat.PYTORCH, "ckpt", WeightFormat.PYTORCH, "h5", WeightFormat.TENSORFLOW,
                    "msgpack",
                    WeightFormat.FLAX, "ot", WeightFormat.RUST);

    /** The model itself, in these names. */
    private static final Map<WeightFormat, Set<String>> MODEL = Map.of(
            WeightFormat.SAFETENSORS, Set.of("model", "pytorch_model", "diffusion_pytorch_model"),
            WeightFormat.PYTORCH, Set.of("model", "pytorch_model", "diffusion_pytorch_model"),
            WeightFormat.TENSORFLOW, Set.of("tf_model"),
            WeightFormat.FLAX, Set.of("flax_model", "diffusion_flax_model"),
            WeightFormat.RUST, Set.of("rust_model"));

    /** Part and parts; DeepSeek writes the latter with six digits. */
    static final Pattern SPLIT = Pattern.compile("-[0-9]{5,6}-of-([0-9]{5,6})");

    private static final Pattern CONSOLIDATED = Pattern.compile("consolidated(?:\\.[0-9]{2,3})?");

    private static final Pattern DTYPE = Pattern
            .compile("b?f(?:p|loat)?[0-9]{1,2}(?:[_-]?e[0-9]m[0-9](?:fn)?)?|u?int[0-9]{1,2}|[0-9]{1,2}bit|half");

    /** Diffusers' other variants: averaged weights, and those that are not. */
    private static final Set<String> AVERAGED = Set.of("ema", "non_ema");

    private TorchName() {}

    /** True if one of these libraries writes weights into such files. */
    static boolean isTorchFile(String name) {
        WeightFormat format = FORMATS.get(WeightPlace.extension(name));
        return format != null && format.isTorch();
    }

    static @Nullable WeightName of(String folder, String name) {
        String extension = WeightPlace.extension(name);
        WeightFormat format = FORMATS.get(extension);
        if (format == null) {
            return null;
        }
        String stem = name.substring(0, name.length() - extension.length() - 1);
        Matcher split = SPLIT.matcher(stem);
        int parts = split.find() ? Integer.parseInt(split.group(1)) : 0;
        stem = parts == 0 ? stem : stem.substring(0, split.start()) + stem.substring(split.end());
        stem = stem.endsWith("." + extension) ? stem.substring(0, stem.length() - extension.length() - 1) : stem;
        if (format.isTorch() && CONSOLIDATED.matcher(stem).matches()) {
            return new WeightName(WeightName.Role.model(folder), WeightFormat.CONSOLIDATED, "", "", parts);
        }
        return named(folder, format, stem, parts);
    }

    private static @Nullable WeightName named(String folder, WeightFormat format, String stem, int parts) {
        int dot = stem.lastIndexOf('.');
        String word = stem.substring(dot + 1);
        String rest = dot <= 0 ? stem : stem.substring(0, dot);
        Set<String> model = MODEL.getOrDefault(format, Set.of());
        boolean isDtype = dot > 0 && DTYPE.matcher(word).matches();
        if (model.contains(stem)) {
            return new WeightName(WeightName.Role.model(folder), format, "", "", parts);
        }
        if (model.contains(rest) && (isDtype || AVERAGED.contains(word))) {
            return new WeightName(WeightName.Role.model(folder), format, "", word, parts);
        }
        if (!format.isTorch()) {
            return null;
        }
        WeightName.Role beside = new WeightName.Role(folder, isDtype ? rest : stem);
        return new WeightName(beside, format, "", isDtype ? word : "", 0);
    }
}
