package dev.weighbridge.source;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.weighbridge.source.WeightName.Role;
import org.jspecify.annotations.Nullable;

/** Tells weights from other files by their names and places. A file that none of the rules knows is none. */
final class WeightNames {

    private static final Pattern ONNX = Pattern.compile("(?<stem>.+)\\.onnx(?:_data(?:_[0-9]+)?|\\.data)?");

    private static final Set<String> ONNX_DATA = Set.of("data", "pb", "bin");

    /** What optimum exports, when it does so without a folder. */
    private static final Set<String> ONNX_MODELS = Set.of("model", "encoder_model", "decoder_model", "decoder_model_merged",
            "decoder_with_past_model");

    private static final Set<String> SAVED_MODEL = Set.of("saved_model.pb", "keras_metadata.pb", "fingerprint.pb");

    /** Of a SavedModel's variables the two kinds of file that TensorFlow writes: a document beside them is no weights. */
    private static final Pattern VARIABLES = Pattern.compile("(?:.*/)?variables\\.(?:index|data-[0-9]+-of-[0-9]+)");

    private static final Set<String> COREML = Set.of("mlmodel", "mil", "bin", "zip");

    private static final Pattern INDEX = Pattern
            .compile("(?<weights>.+\\.(?:safetensors|bin|h5|msgpack))\\.index(?:\\.(?<variant>[\\w-]+))?\\.json");

    private final Set<String> paths;

    /** @param paths of all files that are considered: what some files are depends on their neighbours */
    WeightNames(Set<String> paths) {
        this.paths = paths;
    }

    /** Which set the file belongs to, or null if it is no weights file. */
    @Nullable
    WeightName of(String path) {
        WeightPlace place = WeightPlace.of(path);
        WeightName named = place.format() == null ? null : inFolder(place, place.format());
        return named == null ? ofOwn(path, WeightPlace.own(path)) : named;
    }

    /** Which set an index is of, or null if the file is no index of weights. */
    @Nullable
    WeightName ofIndex(String path) {
        Matcher index = INDEX.matcher(path);
        WeightName weights = index.matches() ? of(index.group("weights")) : null;
        String variant = weights == null ? null : index.group("variant");
        return weights == null || variant == null ? weights : weights.withVariant(variant);
    }

    private static @Nullable WeightName inFolder(WeightPlace place, WeightFormat format) {
        String rest = place.rest();
        String extension = WeightPlace.extension(rest);
        boolean belongs = switch (format) {
            case ORIGINAL, METAL -> TorchName.isTorchFile(rest);
            case COREML -> COREML.contains(extension) || rest.contains("/weights/");
            case TENSORFLOW -> extension.equals("pb") || extension.equals("h5") || VARIABLES.matcher(rest).matches();
            case FLAX -> extension.equals("msgpack");
            default -> false;
        };
        return switch (format) {
            case ONNX -> onnx(place.folder(), rest);
            case OPENVINO -> extension.equals("xml") || extension.equals("bin") ? openVino(place.folder(), rest) : null;
            case GGUF -> GgufName.of(place.folder(), rest.substring(rest.lastIndexOf('/') + 1));
            default -> belongs ? single(place.folder(), format) : null;
        };
    }

    private @Nullable WeightName ofOwn(String path, WeightPlace place) {
        String folder = place.folder();
        String name = place.rest();
        return switch (WeightPlace.extension(name)) {
            case "onnx", "onnx_data", "data" -> ownOnnx(folder, name);
            case "tflite" -> new WeightName(Role.model(folder), WeightFormat.TFLITE, name, "", 0);
            case "mlmodel" -> single(folder, WeightFormat.COREML);
            case "pb" -> SAVED_MODEL.contains(name) && holds(folder, "saved_model.pb") ? single(folder, WeightFormat.TENSORFLOW) : null;
            case "xml", "bin" -> pairedOrTorch(path, folder, name);
            default -> VARIABLES.matcher(name).matches() ? variables(folder) : unusual(folder, name);
        };
    }

    private @Nullable WeightName unusual(String folder, String name) {
        WeightName gguf = GgufName.of(folder, name);
        if (gguf != null) {
            return gguf;
        }
        return ONNX.matcher(name).matches() ? ownOnnx(folder, name) : TorchName.of(folder, name);
    }

    private @Nullable WeightName variables(String folder) {
        String above = WeightPlace.folderOf(folder);
        boolean isSavedModel = folder.substring(folder.lastIndexOf('/') + 1).equals("variables") && holds(above, "saved_model.pb");
        return isSavedModel ? single(above, WeightFormat.TENSORFLOW) : null;
    }

    /** An OpenVINO model is a pair, the graph as XML; what other programs keep in such a pair is not known and so not chosen among. */
    private @Nullable WeightName pairedOrTorch(String path, String folder, String name) {
        String stem = name.substring(0, name.length() - 4);
        String start = path.substring(0, path.length() - 4);
        boolean isPair = paths.contains(start + ".xml") && paths.contains(start + ".bin");
        if (isPair) {
            boolean isOpenVino = stem.startsWith("openvino") || stem.equals("model");
            return isOpenVino ? openVino(folder, name) : null;
        }
        return TorchName.of(folder, name);
    }

    private static @Nullable WeightName onnx(String folder, String rest) {
        Matcher onnx = ONNX.matcher(rest);
        if (onnx.matches()) {
            Variant.Appended name = Variant.Appended.of(onnx.group("stem"));
            return new WeightName(Role.model(folder), WeightFormat.ONNX, name.line(), name.variant(), 0);
        }
        boolean isData = ONNX_DATA.contains(WeightPlace.extension(rest));
        return isData ? new WeightName(Role.model(folder), WeightFormat.ONNX, rest, "", 0) : null;
    }

    private @Nullable WeightName ownOnnx(String folder, String name) {
        Matcher onnx = ONNX.matcher(name);
        if (!onnx.matches()) {
            return null;
        }
        String stem = onnx.group("stem");
        if (ONNX_MODELS.contains(Variant.Appended.of(stem).line())) {
            return onnx(folder, name);
        }
        boolean mayHaveItsDataBeside = holds(folder, stem + ".bin");
        return mayHaveItsDataBeside ? null : new WeightName(new Role(folder, stem), WeightFormat.ONNX, "", "", 0);
    }

    private static WeightName openVino(String folder, String rest) {
        Variant.Appended name = Variant.Appended.of(rest.substring(0, rest.length() - 4));
        return new WeightName(Role.model(folder), WeightFormat.OPENVINO, name.line(), name.variant(), 0);
    }

    private static WeightName single(String folder, WeightFormat format) {
        return new WeightName(Role.model(folder), format, "", "", 0);
    }

    private boolean holds(String folder, String name) {
        return paths.contains(folder.isEmpty() ? name : folder + "/" + name);
    }
}
