package dev.weighbridge.inventory.tag;

import java.util.Arrays;
import java.util.Optional;

/** The two kinds of tag patterns. */
enum PatternType {
    /** Its value is the tag. */
    SIMPLE("simple"),
    /** Its value is a form, whose tokens are filled in for each resource: {@code price::{amount}}. */
    WITH_TOKEN("withToken");

    private final String wireName;

    PatternType(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }

    static Optional<PatternType> named(String wireName) {
        return Arrays.stream(values()).filter(type -> type.wireName.equals(wireName)).findFirst();
    }
}
