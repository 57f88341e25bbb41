package dev.weighbridge.inventory.tag;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The tags that a call names for the resource that it makes, each once; an empty list where it names none. Blank ones are none.
 *
 * @param patternUuids the simple patterns of which it gets a user tag each: ZStack's {@code tagUuids}
 */
public record GivenTags(List<String> systemTags, List<String> userTags, List<String> patternUuids) {

    /** Characters of a tag. */
    public static final int LONGEST = TagText.LONGEST;

    /** Takes null for an empty list. */
    public static GivenTags of(@Nullable List<String> systemTags, @Nullable List<String> userTags, @Nullable List<String> patternUuids) {
        return new GivenTags(unique(systemTags), unique(userTags), unique(patternUuids));
    }

    /** @throws dev.weighbridge.artifact.IngestionException INVALID_REQUEST that names the field in which a tag is too long, or there are too many */
    public void check() {
        TagText.check("systemTags", systemTags);
        TagText.check("userTags", userTags);
        TagText.check("tagUuids", patternUuids);
    }

    private static List<String> unique(@Nullable List<String> texts) {
        return Objects.requireNonNullElse(texts, List.<String>of()).stream().filter(text -> !text.isBlank()).distinct().toList();
    }
}
