package dev.weighbridge.zstack.service;

import dev.weighbridge.account.Caller;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.inventory.ModelService;
import dev.weighbridge.inventory.ModelServices;
import dev.weighbridge.zstack.door.ApiFailure;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who may do what with a model service: its owner and the administrator everything, everybody else sees and uses those of the system. */
@Component
public class ServiceRights {

    private final ModelServices services;

    ServiceRights(ModelServices services) {
        this.services = services;
    }

    /**
     * The service, which the caller may see.
     *
     * @param field which parameter names it, for the message
     * @throws ApiFailure SYS.1003
     */
    public ModelService seen(Caller caller, String field, String uuid) {
        return services.find(uuid).filter(service -> isVisible(service, caller))
                .orElseThrow(() -> ApiFailure.noResource(field, uuid, "ModelServiceVO"));
    }

    /**
     * The service, which the caller may change.
     *
     * @throws ApiFailure SYS.1003
     * @throws IngestionException FORBIDDEN
     */
    ModelService owned(Caller caller, String uuid) {
        ModelService service = seen(caller, "uuid", uuid);
        if (!caller.owns(service.getAccountUuid())) {
            throw new IngestionException(FailureKind.FORBIDDEN, "Could not change the model service " + uuid
                    + ": it belongs to another account. Ask its owner or the administrator to change it, or clone it.");
        }
        return service;
    }

    /** The owner of the service, or null when the caller sees no such service. */
    @Nullable
    String ownerOf(Caller caller, String uuid) {
        return services.find(uuid).filter(service -> isVisible(service, caller)).map(ModelService::getAccountUuid).orElse(null);
    }

    /** @throws IngestionException FORBIDDEN if someone else than the administrator wants a service that is there for everybody */
    static void checkSystem(Caller caller, @Nullable Boolean wished) {
        if (Boolean.TRUE.equals(wished) && !caller.admin()) {
            throw new IngestionException(FailureKind.FORBIDDEN, "Could not keep the model service: field[system] makes it one for every "
                    + "account, which only the administrator may do. Leave the field out, or ask the administrator.");
        }
    }

    private static boolean isVisible(ModelService service, Caller caller) {
        return service.isSystem() || caller.owns(service.getAccountUuid());
    }
}
