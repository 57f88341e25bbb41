package dev.weighbridge.zstack.queryable;

import jakarta.persistence.criteria.Predicate;

import dev.weighbridge.inventory.ModelService;
import dev.weighbridge.inventory.ModelServiceRef;
import dev.weighbridge.zstack.door.InventoryType;
import dev.weighbridge.zstack.query.Link;
import dev.weighbridge.zstack.query.QueryFields;
import dev.weighbridge.zstack.query.Queryable;
import dev.weighbridge.zstack.query.Scope;

/** Model services: their own account sees them, and everyone those of the system. */
public final class QueryableServices {

    /** What QueryModelService asks for. */
    public static final Queryable<ModelService> SERVICES = new Queryable<>(ModelService.class,
            new QueryFields<ModelService>(InventoryType.MODEL_SERVICE.serverClass())
                    .hexes("uuid", "modelCenterUuid")
                    .texts("name", "description", "readme", "yaml", "type", "framework", "source", "gpuComputeCapability", "installPath",
                            "pythonVersion", "condaVersion", "startCommand", "containerCommand", "containerArgs")
                    .integers("requestCpu")
                    .longs("requestMemory", "size")
                    .flags("system", "supportDistributed")
                    .times("createDate", "lastOpDate")
                    .join("modelCenter", "modelCenterUuid", () -> QueryableCenters.CENTERS, "uuid")
                    .join("models", new Link(ModelServiceRef.class, "modelServiceUuid", "modelUuid"), () -> QueryableModels.MODELS),
            QueryableServices::isVisible);

    private QueryableServices() {}

    private static Predicate isVisible(Scope service) {
        return service.sql().or(Ownership.isVisibleToOwner(service), service.sql().isTrue(service.get("system")));
    }
}
