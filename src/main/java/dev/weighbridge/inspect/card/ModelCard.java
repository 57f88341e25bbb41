package dev.weighbridge.inspect.card;

import java.nio.charset.StandardCharsets;
import java.util.List;
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
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;

/**
 * The YAML front matter of {@code README.md} in the model's own folder, between two lines {@code ---} (huggingface.co/docs/hub/model-cards). The text
 * after it is not read. Broken front matter is a finding.
 */
public final class ModelCard {

    public static final String CARD = "README.md";

    private static final int MAX_BYTES = 1 << 20;

    private static final Set<
            String> WANTED = Set.of("license", "license_name", "pipeline_tag", "library_name", "base_model", "language", "version",
                    "introduction", "description");

    private static final YAMLFactory YAML = YAMLFactory.builder().streamReadConstraints(JsonHead.BOUNDS).build();

    private final Outline frontMatter;

    private ModelCard(Outline frontMatter) {
        this.frontMatter = frontMatter;
    }

    public static @Nullable ModelCard read(ModelFolder folder, FactSheet sheet) {
        if (!folder.has(CARD)) {
            return null;
        }
        try (OpenFile file = folder.open(CARD)) {
            String text = new String(file.head(MAX_BYTES), StandardCharsets.UTF_8);
            String yaml = frontMatter(text, sheet);
            return yaml == null ? null : new ModelCard(outline(yaml));
        } catch (JacksonException broken) {
            int line = broken.getLocation() == null ? 1 : Math.max(1, broken.getLocation().getLineNr() + 1);
            sheet.find("The front matter of '" + CARD + "' is not read: it is not valid YAML near line " + line + ".");
            return null;
        }
    }

    private static @Nullable String frontMatter(String text, FactSheet sheet) {
        String card = text.startsWith("\ufeff") ? text.substring(1) : text;
        int firstLine = card.indexOf('\n');
        if (firstLine < 0 || !card.substring(0, firstLine).stripTrailing().equals("---")) {
            return null;
        }
        for (int line = firstLine + 1; line < card.length();) {
            int end = card.indexOf('\n', line) < 0 ? card.length() : card.indexOf('\n', line);
            if (card.substring(line, end).stripTrailing().equals("---")) {
                return card.substring(firstLine + 1, line);
            }
            line = end + 1;
        }
        sheet.find("The front matter of '" + CARD + "' is not read: no line '---' ends it within " + MAX_BYTES + " bytes.");
        return null;
    }

    private static Outline outline(String yaml) {
        try (JsonParser parser = YAML.createParser(ObjectReadContext.empty(), yaml)) {
            return Outline.read(parser, WANTED);
        }
    }

    @Nullable
    public Derivation licence() {
        boolean isOther = list("license").equals(List.of("other")) && !list("license_name").isEmpty();
        return joined("licence", isOther ? "license_name" : "license");
    }

    /** The one value of a member, or null if it is missing or a list of several. */
    @Nullable
    public Derivation fact(String field, String member) {
        return list(member).size() == 1 ? joined(field, member) : null;
    }

    /** The values of a member that may be a list, joined by {@code ", "}. */
    public @Nullable Derivation lines(String field, String member) {
        return joined(field, member);
    }

    private List<String> list(String member) {
        return frontMatter.list(member);
    }

    private @Nullable Derivation joined(String field, String member) {
        List<String> values = list(member);
        return values.isEmpty() ? null : new Derivation(field, String.join(", ", values), member + " in the front matter of " + CARD, CARD);
    }
}
