package dev.weighbridge.zstack.queryable;

import dev.weighbridge.center.ModelCenter;
import dev.weighbridge.inventory.tag.SystemTag;
import dev.weighbridge.inventory.tag.UserTag;
import dev.weighbridge.zstack.door.InventoryType;
import dev.weighbridge.zstack.query.Link;
import dev.weighbridge.zstack.query.QueryFields;
import dev.weighbridge.zstack.query.Queryable;

/** Model centres: only their own account sees them. */
public final class QueryableCenters {

    /** What QueryModelCenter asks for. */
    public static final Queryable<ModelCenter> CENTERS = new Queryable<>(ModelCenter.class,
            new QueryFields<ModelCenter>(InventoryType.MODEL_CENTER.serverClass())
                    .hexes("uuid")
                    .texts("name", "description", "url", "status", "parameters", "managementIp", "storageNetworkUuid",
                            "serviceNetworkUuid", "containerRegistry", "containerStorageNetwork", "containerNetwork")
                    .integers("managementPort")
                    .times("createDate", "lastOpDate")
                    .marks("__systemTag__", SystemTag.class, "resourceUuid", "tag")
                    .marks("__userTag__", UserTag.class, "resourceUuid", "tag")
                    .join("models", "uuid", () -> QueryableModels.MODELS, "modelCenterUuid")
                    .join("tagPattern", new Link(UserTag.class, "resourceUuid", "tagPatternUuid"), () -> QueryableTags.PATTERNS),
            Ownership::isVisibleToOwner);

    private QueryableCenters() {}
}
