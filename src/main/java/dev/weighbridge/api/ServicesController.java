package dev.weighbridge.api;

import java.util.List;
import java.util.Map;

import dev.weighbridge.account.Caller;
import dev.weighbridge.artifact.Stretch;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.inventory.ModelService;
import dev.weighbridge.inventory.ModelServiceRef;
import dev.weighbridge.inventory.ModelServices;
import dev.weighbridge.inventory.ServedModels;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The model services, as far as the caller may see them: an account its own and those of the system, the administrator all. To add, change and bind them is
 * for the ZStack door.
 */
@RestController
@RequestMapping(path = "/api/v1/model-services", produces = MediaType.APPLICATION_JSON_VALUE)
public class ServicesController {

    private static final Map<String, String> FIELDS = Map.of("createdAt", "createDate", "name", "name", "type", "type");

    private static final int SHOWN_MODELS = 100;

    private final ModelServices services;

    private final ServedModels served;

    private final Inventory inventory;

    ServicesController(ModelServices services, ServedModels served, Inventory inventory) {
        this.services = services;
        this.served = served;
        this.inventory = inventory;
    }

    /** With {@code model} only those that are for this model, and each with this model alone; none if the caller may not see it. */
    @GetMapping
    public Listed<ServiceView> list(Caller caller, @RequestParam(required = false) @Nullable String model,
            @RequestParam(required = false) @Nullable String limit, @RequestParam(required = false) @Nullable String start,
            @RequestParam(required = false) @Nullable String sort) {
        var order = Parameter.order(sort, new Parameter.Order<>("createDate", true), FIELDS);
        Sort by = Sort.by(order.descending() ? Sort.Direction.DESC : Sort.Direction.ASC, order.field()).and(Sort.by("uuid"));
        Stretch stretch = Parameter.stretch(limit, start);
        String wanted = model == null || model.isBlank() ? null : model.strip();
        if (wanted != null && ModelsController.seen(inventory, caller, wanted).isEmpty()) {
            return new Listed<>(List.of(), 0);
        }
        Specification<ModelService> where = visibleTo(caller).and(isFor(wanted));
        List<ModelService> found = stretch.limit() == 0 ? List.of() : services.query(where, by, stretch.start(), stretch.limit());
        Map<String, ServedModels.Some> models = served.of(found.stream().map(ModelService::getUuid).toList(),
                caller.admin() ? null : caller.accountUuid(), wanted,
                wanted == null ? SHOWN_MODELS : 1);
        return new Listed<>(found.stream().map(one -> ServiceView.of(one, models.get(one.getUuid()))).toList(), services.count(where));
    }

    private static Specification<ModelService> visibleTo(Caller caller) {
        return caller.admin() ? Specification.unrestricted()
                : (service, query, is) -> is.or(is.equal(service.get("accountUuid"), caller.accountUuid()),
                        is.isTrue(service.get("system")));
    }

    private static Specification<ModelService> isFor(@Nullable String model) {
        return model == null ? Specification.unrestricted() : (service, query, is) -> {
            var bound = query.subquery(String.class);
            var ref = bound.from(ModelServiceRef.class);
            return service.get("uuid").in(bound.select(ref.get("modelServiceUuid")).where(is.equal(ref.get("modelUuid"), model)));
        };
    }
}
