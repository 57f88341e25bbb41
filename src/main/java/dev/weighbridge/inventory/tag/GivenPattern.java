package dev.weighbridge.inventory.tag;

import org.jspecify.annotations.Nullable;

/**
 * What CreateTag and UpdateTag say about a tag pattern, by the names and meanings of ZStack's API; not checked yet.
 *
 * @param color such as {@code #FF00FF}
 * @param type {@code simple} or {@code withToken}; null means simple when it is created, and is ignored when it is updated
 */
public record GivenPattern(@Nullable String name, @Nullable String value, @Nullable String description, @Nullable String color,
        @Nullable String type) {}
