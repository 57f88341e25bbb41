package dev.weighbridge.api;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import dev.weighbridge.inventory.ModelService;
import dev.weighbridge.inventory.ServedModels;
import dev.weighbridge.inventory.ServiceFields;
import org.jspecify.annotations.Nullable;

/**
 * A model service as this door shows it: what it is, without the long texts of how it is run, and which models it is for.
 *
 * @param system whether it is there for every account
 * @param requestMemory bytes
 * @param models those that the caller may see, sorted by name, at most 100; of a list for one model that one alone
 * @param modelCount how many models there are of which {@code models} are some
 */
public record ServiceView(String uuid, String accountUuid, String modelCenterUuid, String name, @Nullable String description, String type,
        @Nullable String framework, String source, boolean system, int requestCpu, long requestMemory,
        List<ServedModels.Served> models, long modelCount, Instant createdAt, Instant changedAt) {

    /** @param served null for none */
    static ServiceView of(ModelService one, ServedModels.@Nullable Some served) {
        ServiceFields fields = one.fields();
        return new ServiceView(one.getUuid(), one.getAccountUuid(), one.getModelCenterUuid(), one.getName(), fields.description(),
                one.getType(), fields.framework(), String.valueOf(fields.source()), one.isSystem(),
                Objects.requireNonNull(fields.requestCpu()),
                Objects.requireNonNull(fields.requestMemory()), served == null ? List.of() : served.models(),
                served == null ? 0 : served.total(),
                one.getCreateDate(), one.getLastOpDate());
    }

    /** Whether the model is run by it when nobody says otherwise, as far as its models are shown. */
    public boolean isDefaultOf(String modelUuid) {
        return models.stream().anyMatch(model -> model.isDefault() && model.uuid().equals(modelUuid));
    }
}
