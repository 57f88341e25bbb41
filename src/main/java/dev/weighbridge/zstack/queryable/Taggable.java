package dev.weighbridge.zstack.queryable;

import java.util.Arrays;
import java.util.Optional;

import dev.weighbridge.inventory.tag.TaggedResource;
import dev.weighbridge.zstack.query.Queryable;

/** The kinds that tags can hang on. Each has the attributes {@code uuid} and {@code accountUuid}. */
public enum Taggable {
    MODELS(TaggedResource.MODEL, QueryableModels.MODELS),
    MODEL_CENTERS(TaggedResource.MODEL_CENTER, QueryableCenters.CENTERS);

    private final String type;

    @SuppressWarnings("ImmutableEnumChecker") // its fields are complete before the first query
    private final Queryable<?> rows;

    Taggable(String type, Queryable<?> rows) {
        this.type = type;
        this.rows = rows;
    }

    /** ZStack's name of its table. */
    public String type() {
        return type;
    }

    public Queryable<?> rows() {
        return rows;
    }

    public static Optional<Taggable> named(String type) {
        return Arrays.stream(values()).filter(kind -> kind.type.equals(type)).findFirst();
    }
}
