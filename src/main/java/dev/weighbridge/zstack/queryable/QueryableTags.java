package dev.weighbridge.zstack.queryable;

import jakarta.persistence.criteria.Predicate;

import dev.weighbridge.inventory.tag.SystemTag;
import dev.weighbridge.inventory.tag.Tag;
import dev.weighbridge.inventory.tag.TagPattern;
import dev.weighbridge.inventory.tag.UserTag;
import dev.weighbridge.zstack.door.InventoryType;
import dev.weighbridge.zstack.query.QueryFields;
import dev.weighbridge.zstack.query.Queryable;
import dev.weighbridge.zstack.query.Scope;

/** Tags, which whoever sees what is tagged may see, and tag patterns, which only their own account sees. */
public final class QueryableTags {

    /** What QuerySystemTag asks for. */
    public static final Queryable<SystemTag> SYSTEM_TAGS = new Queryable<>(SystemTag.class,
            QueryableTags.<SystemTag>fields(InventoryType.SYSTEM_TAG).flags("inherent"), QueryableTags::isVisible);

    /** What QueryUserTag asks for. */
    public static final Queryable<UserTag> USER_TAGS = new Queryable<>(UserTag.class,
            QueryableTags.<UserTag>fields(InventoryType.USER_TAG).hexes("tagPatternUuid")
                    .join("tagPattern", "tagPatternUuid", () -> QueryableTags.PATTERNS, "uuid"),
            QueryableTags::isVisible);

    /** What QueryTag asks for. */
    public static final Queryable<TagPattern> PATTERNS = new Queryable<>(TagPattern.class,
            new QueryFields<TagPattern>(InventoryType.TAG_PATTERN.serverClass()).hexes("uuid")
                    .texts("name", "value", "description", "color", "type").times("createDate", "lastOpDate")
                    .join("tag", "uuid", () -> USER_TAGS, "tagPatternUuid"),
            Ownership::isVisibleToOwner);

    private QueryableTags() {}

    private static <T extends Tag> QueryFields<T> fields(InventoryType type) {
        return new QueryFields<T>(type.serverClass()).hexes("uuid", "resourceUuid").texts("resourceType", "tag")
                .times("createDate", "lastOpDate");
    }

    /** A tag belongs to the owner of what is tagged. Of all that is tagged only models can be seen by others, too. */
    private static Predicate isVisible(Scope tag) {
        return tag.caller().admin() ? tag.sql().conjunction()
                : tag.sql().or(tag.sql().equal(tag.get("accountUuid"), tag.caller().accountUuid()),
                        tag.some(QueryableModels.MODELS.entity(), model -> model.sql().and(
                                model.sql().equal(model.get("uuid"), tag.get("resourceUuid")),
                                QueryableModels.MODELS.visible().apply(model))));
    }
}
