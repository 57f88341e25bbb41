package dev.weighbridge.inventory.tag;

import java.util.Objects;
import java.util.regex.Pattern;

import dev.weighbridge.artifact.IngestionException;
import org.jspecify.annotations.Nullable;

/** A tag pattern whose every field has been looked at: ZStack's limits and forms. */
record CheckedPattern(String name, String value, @Nullable String description, @Nullable String color, PatternType type) {

    private static final int NAME = 128;

    private static final int DESCRIPTION = 2048;

    private static final Pattern COLOR = Pattern.compile("#[0-9a-fA-F]{6}");

    private static final Pattern FORM = Pattern.compile("([^{}:]+::)?\\{[^{}:]+}(::\\{[^{}:]+})*");

    /** Those that may be made. */
    static CheckedPattern of(GivenPattern given) {
        String wanted = Objects.requireNonNullElse(given.type(), PatternType.SIMPLE.wireName());
        PatternType type = PatternType.named(wanted).orElseThrow(() -> TagText.invalid("type", "must be 'simple' or 'withToken'"));
        var checked = new CheckedPattern(mandatory("name", given.name()), mandatory("value", given.value()), given.description(),
                given.color(), type);
        return checked.checked();
    }

    /** What {@code old} becomes; what is not given stays. */
    static CheckedPattern update(TagPattern old, GivenPattern given) {
        PatternType type = PatternType.named(old.getType()).orElseThrow();
        String value = Objects.requireNonNullElse(given.value(), old.getValue());
        if (!value.equals(old.getValue()) && (type == PatternType.SIMPLE || !new TokenForm(value).isShapedLike(old.getValue()))) {
            throw TagText.invalid("value", type == PatternType.SIMPLE
                    ? "cannot change: tags were made from it. Make another tag pattern"
                    : "may only name its tokens differently");
        }
        return new CheckedPattern(Objects.requireNonNullElse(given.name(), old.getName()), value,
                given.description() == null ? old.getDescription() : given.description(),
                given.color() == null ? old.getColor() : given.color(), type).checked();
    }

    private CheckedPattern checked() {
        longest("name", name, NAME);
        longest("value", value, NAME);
        longest("description", description, DESCRIPTION);
        if (color != null && !COLOR.matcher(color).matches()) {
            throw TagText.invalid("color", "must be a colour like #FF00FF");
        }
        if (type == PatternType.WITH_TOKEN && !FORM.matcher(value).matches()) {
            throw TagText.invalid("value", "must be of the form name::{token1}::{token2}, or the same without the name");
        }
        return this;
    }

    private static String mandatory(String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw TagText.invalid(field, "is mandatory, and must not be blank");
        }
        return text;
    }

    private static void longest(String field, @Nullable String text, int longest) {
        if (text != null && text.length() > longest) {
            throw invalidLength(field, text, longest);
        }
    }

    private static IngestionException invalidLength(String field, String text, int longest) {
        return TagText.invalid(field, "has " + text.length() + " characters, where at most " + longest + " are allowed");
    }
}
