package dev.weighbridge.zstack.queryable;

import jakarta.persistence.criteria.Predicate;

import dev.weighbridge.inventory.Model;
import dev.weighbridge.inventory.ModelServiceRef;
import dev.weighbridge.inventory.tag.SystemTag;
import dev.weighbridge.inventory.tag.UserTag;
import dev.weighbridge.zstack.door.InventoryType;
import dev.weighbridge.zstack.query.Link;
import dev.weighbridge.zstack.query.QueryFields;
import dev.weighbridge.zstack.query.Queryable;
import dev.weighbridge.zstack.query.Scope;

/** Models: their own account sees them, and everyone those that are shared. */
public final class QueryableModels {

    /** What QueryModel asks for. */
    public static final Queryable<Model> MODELS = new Queryable<>(Model.class,
            new QueryFields<Model>(InventoryType.MODEL.serverClass())
                    .hexes("uuid", "modelCenterUuid", "artifactChecksum")
                    .texts("name", "description", "installPath", "parameters", "logo", "vendor", "modelId", "introduction", "version",
                            "type", "recommendedGpuNum", "gpuConstraintDescription", "versionSemver", "architectureType",
                            "frameworkVersion", "requiredAccelerator", "pipelineTag")
                    .longs("size", "artifactSizeBytes", "minGpuMemory", "recommendedGpuMemory", "extraGpuMemRequest")
                    .flags("isLatestVersion")
                    .times("createDate", "lastOpDate")
                    .marks("__systemTag__", SystemTag.class, "resourceUuid", "tag")
                    .marks("__userTag__", UserTag.class, "resourceUuid", "tag")
                    .join("modelCenter", "modelCenterUuid", () -> QueryableCenters.CENTERS, "uuid")
                    .join("modelServices", new Link(ModelServiceRef.class, "modelUuid", "modelServiceUuid"),
                            () -> QueryableServices.SERVICES)
                    .join("tagPattern", new Link(UserTag.class, "resourceUuid", "tagPatternUuid"), () -> QueryableTags.PATTERNS),
            QueryableModels::isVisible);

    private QueryableModels() {}

    private static Predicate isVisible(Scope model) {
        var caller = model.caller();
        return caller.admin() ? model.sql().conjunction()
                : model.sql().or(model.sql().equal(model.get("accountUuid"), caller.accountUuid()),
                        model.sql().equal(model.get("shareMode"), "Public"));
    }
}
