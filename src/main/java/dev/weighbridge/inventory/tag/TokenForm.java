package dev.weighbridge.inventory.tag;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with tokens in braces, {@code price::{amount}}. */
record TokenForm(String text) {

    private static final Pattern TOKEN = Pattern.compile("\\{([^{}:]+)}");

    boolean isShapedLike(String other) {
        return TOKEN.matcher(text).replaceAll("{}").equals(TOKEN.matcher(other).replaceAll("{}"));
    }

    /** @throws dev.weighbridge.artifact.IngestionException INVALID_REQUEST if a token has no value */
    String filledWith(Map<String, String> values) {
        return TOKEN.matcher(text).replaceAll(token -> {
            String value = values.get(token.group(1));
            if (value == null || value.isBlank()) {
                throw TagText.invalid("tokens", "has no value for the token " + token.group(1) + " of the tag pattern");
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
