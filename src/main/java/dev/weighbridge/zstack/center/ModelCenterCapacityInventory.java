package dev.weighbridge.zstack.center;

/**
 * How many bytes are used on behalf of a centre, by kind: ZStack's ModelCenterCapacityInventory. Each model and dataset is counted whole, also where it shares bytes
 * with another. What this gate does not keep is 0.
 */
record ModelCenterCapacityInventory(String uuid, long modelUsedCapacity, long modelServiceUsedCapacity, long datasetUsedCapacity,
        long fineTuneUsedCapacity, long modelEvaluationUsedCapacity, long installationUsedCapacity, long temporaryUsedCapacity,
        long cacheUsedCapacity) {

    static ModelCenterCapacityInventory of(String centerUuid, long models, long datasets) {
        return new ModelCenterCapacityInventory(centerUuid, models, 0, datasets, 0, 0, 0, 0, 0);
    }
}
