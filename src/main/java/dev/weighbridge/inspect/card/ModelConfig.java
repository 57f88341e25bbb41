package dev.weighbridge.inspect.card;

import java.util.HashSet;
import java.util.Set;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.inspect.head.FactSheet;
import dev.weighbridge.inspect.head.JsonHead;
import dev.weighbridge.inspect.head.ModelFolder;
import dev.weighbridge.inspect.head.OpenFile;
import dev.weighbridge.inspect.head.Outline;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/** What {@code config.json} of transformers, or else {@code model_index.json} of diffusers, in the model's own folder says. */
public final class ModelConfig {

    public static final String CONFIG = "config.json";

    public static final String PIPELINE = "model_index.json";

    private static final long MAX_BYTES = 4L << 20;

    private static final Set<
            String> WANTED = Set.of("architectures", "transformers_version", "dtype", "torch_dtype", "_class_name", "_diffusers_version",
                    "text_config.architectures", "text_config.dtype", "text_config.torch_dtype");

    private final String path;

    private final Outline outline;

    private ModelConfig(String path, Outline outline) {
        this.path = path;
        this.outline = outline;
    }

    /**
     * Returns null if there is none, or if what is there cannot be read, which is a finding: other programs have a config.json too.
     *
     * @param moreWanted members of {@link #outline} beside those that the facts here need
     */
    public static @Nullable ModelConfig read(ModelFolder folder, FactSheet sheet, Set<String> moreWanted) {
        String path = folder.has(CONFIG) ? CONFIG : PIPELINE;
        if (!folder.has(path)) {
            return null;
        }
        try (OpenFile file = folder.open(path)) {
            if (file.size() > MAX_BYTES) {
                sheet.find("'" + path + "' is not read: it is larger than " + MAX_BYTES + " bytes.");
                return null;
            }
            return read(file, sheet, moreWanted);
        }
    }

    private static @Nullable ModelConfig read(OpenFile file, FactSheet sheet, Set<String> moreWanted) {
        Set<String> wanted = new HashSet<>(WANTED);
        wanted.addAll(moreWanted);
        try (JsonParser json = JsonHead.parser(file.stream(0, file.size()))) {
            return new ModelConfig(file.path(), Outline.read(json, wanted));
        } catch (JacksonException broken) {
            sheet.find("'" + file.path() + "' is not read: it is not valid JSON at byte " + JsonHead.place(file, 0, broken.getLocation())
                    + ".");
            return null;
        }
    }

    public String path() {
        return path;
    }

    /** Its members that were wanted, as written. */
    public Outline outline() {
        return outline;
    }

    @Nullable
    public Derivation architectureType() {
        return firstOf("architectureType", "", "architectures", "text_config.architectures", "_class_name");
    }

    @Nullable
    public Derivation frameworkVersion() {
        Derivation transformers = firstOf("frameworkVersion", "Transformers ", "transformers_version");
        return transformers != null ? transformers : firstOf("frameworkVersion", "Diffusers ", "_diffusers_version");
    }

    @Nullable
    public Derivation dtype() {
        return firstOf("dtype", "", "dtype", "torch_dtype", "text_config.dtype", "text_config.torch_dtype");
    }

    private @Nullable Derivation firstOf(String field, String before, String... names) {
        for (String name : names) {
            String value = outline.text(name);
            if (value != null) {
                String member = name.endsWith("architectures") ? name + "[0]" : name;
                return new Derivation(field, before + value, member + " of " + path, path);
            }
        }
        return null;
    }
}
