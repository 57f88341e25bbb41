package dev.weighbridge.zstack.model;

import dev.weighbridge.account.Caller;
import dev.weighbridge.inventory.ServiceBindings;
import dev.weighbridge.zstack.door.ApiFailure;
import dev.weighbridge.zstack.door.Envelope;
import dev.weighbridge.zstack.door.ErrorCode;
import dev.weighbridge.zstack.service.ServiceRights;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The model service that a model is run by if nobody says otherwise, as UpdateModel changes it. */
@Component
class DefaultService {

    private final ServiceRights rights;

    private final ServiceBindings bindings;

    DefaultService(ServiceRights rights, ServiceBindings bindings) {
        this.rights = rights;
        this.bindings = bindings;
    }

    /**
     * Does what the call wants with it. The caller owns the model.
     *
     * @throws ApiFailure SYS.1003 for a service that is not there or that the caller may not see; SYS.1007 if it is to be set and cleared
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void update(Caller caller, String modelUuid, Envelope fields) {
        String wished = fields.text("defaultModelServiceUuid");
        boolean clear = Boolean.TRUE.equals(fields.flag("clearDefaultModelService"));
        if (wished != null && clear) {
            throw new ApiFailure(ErrorCode.INVALID_ARGUMENT, "Could not update the model: field[defaultModelServiceUuid] sets what "
                    + "field[clearDefaultModelService] clears. Send one of them.");
        }
        if (wished != null) {
            bindings.setDefault(modelUuid, rights.seen(caller, "defaultModelServiceUuid", wished).getUuid());
        } else if (clear) {
            bindings.clearDefault(modelUuid);
        }
    }
}
