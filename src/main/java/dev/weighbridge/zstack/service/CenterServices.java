package dev.weighbridge.zstack.service;

import java.util.List;

import dev.weighbridge.center.ModelCenter;
import dev.weighbridge.inventory.DescribedService;
import org.jspecify.annotations.Nullable;

/**
 * A model centre with its services, as it is answered: ZStack's ModelCenterServiceInventory. What serves a centre here is its source alone, so that is the
 * one status; the model services that are described in the centre stand beside it.
 *
 * @param uuid the centre's
 */
record CenterServices(String uuid, List<Status> serviceStatuses, List<Described> modelServices) {

    /** ZStack's ServiceStatus. */
    record Status(String name, String status) {}

    /** A model service, in short; QueryModelService has the rest. */
    record Described(String uuid, String name, String type) {}

    static CenterServices of(ModelCenter center, @Nullable List<DescribedService> services) {
        return new CenterServices(center.getUuid(), List.of(new Status("source", center.getStatus())), services == null ? List.of()
                : services.stream().map(row -> new Described(row.uuid(), row.name(), row.type())).toList());
    }
}
