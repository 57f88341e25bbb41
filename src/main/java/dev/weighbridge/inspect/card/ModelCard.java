package dev.weighbridge.inspect.card;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

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
 * {@code README.md} in the model's own folder: YAML front matter between two lines {@code ---} (huggingface.co/docs/hub/model-cards, and what ModelScope adds to it),
 * then prose. Broken front matter is a finding.
 */
final class ModelCard {

    static final String CARD = "README.md";

    private static final Set<
            String> WANTED = Set.of("license", "license_name", "license_link", "pipeline_tag", "library_name", "base_model",
                    "language", "tags", "tasks", "version", "introduction", "description", "model_creator");

    private static final YAMLFactory YAML = YAMLFactory.builder().streamReadConstraints(JsonHead.BOUNDS).build();

    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    private static final int MAX_LINK = 200;

    private final @Nullable Outline frontMatter;

    private final @Nullable String body;

    private final boolean isBodyWhole;

    private ModelCard(@Nullable Outline frontMatter, CardText text) {
        this.frontMatter = frontMatter;
        this.body = text.body();
        this.isBodyWhole = text.isWhole();
    }

    static @Nullable ModelCard read(ModelFolder folder, FactSheet sheet) {
        if (!folder.has(CARD)) {
            return null;
        }
        try (OpenFile file = folder.open(CARD)) {
            CardText text = CardText.of(file, sheet);
            return new ModelCard(outline(text.frontMatter(), sheet), text);
        }
    }

    private static @Nullable Outline outline(@Nullable String yaml, FactSheet sheet) {
        if (yaml == null) {
            return null;
        }
        try (JsonParser parser = YAML.createParser(ObjectReadContext.empty(), yaml)) {
            return Outline.read(parser, WANTED);
        } catch (JacksonException broken) {
            int line = broken.getLocation() == null ? 1 : Math.max(1, broken.getLocation().getLineNr() + 1);
            sheet.find("The front matter of '" + CARD + "' is not read: it is not valid YAML near line " + line + ".");
            return null;
        }
    }

    /** A licence without an identifier by its name; where its text can be read goes into the rule. */
    @Nullable
    Derivation licence() {
        boolean isOther = list("license").equals(List.of("other")) && !list("license_name").isEmpty();
        Derivation licence = joined("licence", isOther ? "license_name" : "license");
        String link = list("license_link").isEmpty() ? "" : CONTROL.matcher(list("license_link").getFirst()).replaceAll("?");
        return licence == null || link.isBlank() || link.length() > MAX_LINK ? licence
                : new Derivation("licence", licence.value(), licence.rule() + "; license_link " + link, CARD);
    }

    /** The one value of a member, or null if it is missing or a list of several. */
    @Nullable
    Derivation fact(String field, String member) {
        return list(member).size() == 1 ? joined(field, member) : null;
    }

    /** ModelScope's cards name the task in a list of {@code tasks}, in the hub's words or in others. */
    @Nullable
    Derivation task(Predicate<String> isKnown) {
        Derivation task = fact("pipelineTag", "tasks");
        return task == null || !isKnown.test(task.value()) ? null : task;
    }

    /** The values of a member that may be a list, joined by {@code ", "}. */
    @Nullable
    Derivation lines(String field, String member) {
        return joined(field, member);
    }

    /** All the prose, as Markdown that somebody else wrote. */
    @Nullable
    Derivation introduction() {
        return body == null ? null : Introduction.of(body, isBodyWhole);
    }

    /** What the prose begins with. */
    @Nullable
    Derivation firstParagraph() {
        String paragraph = body == null ? null : FirstParagraph.of(body);
        return paragraph == null ? null : new Derivation("description", paragraph, "first paragraph of " + CARD, CARD);
    }

    private List<String> list(String member) {
        return frontMatter == null ? List.of() : frontMatter.list(member);
    }

    private @Nullable Derivation joined(String field, String member) {
        List<String> values = list(member);
        return values.isEmpty() ? null : new Derivation(field, ShortList.of(values), member + " in the front matter of " + CARD, CARD);
    }
}
