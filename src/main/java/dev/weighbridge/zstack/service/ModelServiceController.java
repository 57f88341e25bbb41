package dev.weighbridge.zstack.service;

import java.io.IOException;

import dev.weighbridge.inventory.ModelServices;
import dev.weighbridge.zstack.door.Answer;
import dev.weighbridge.zstack.door.ApiFailure;
import dev.weighbridge.zstack.door.AsyncCalls;
import dev.weighbridge.zstack.door.Call;
import dev.weighbridge.zstack.door.Deletion;
import dev.weighbridge.zstack.door.Envelope;
import dev.weighbridge.zstack.door.ErrorCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;

/** UpdateModelService and DeleteModelService; and DeployModelService, which is not for this platform. */
@Controller
class ModelServiceController {

    private static final String DEPLOY = "deployModelService";

    private final ModelServices services;

    private final ServiceRights rights;

    private final ShownServices shown;

    private final AsyncCalls calls;

    ModelServiceController(ModelServices services, ServiceRights rights, ShownServices shown, AsyncCalls calls) {
        this.services = services;
        this.rights = rights;
        this.shown = shown;
        this.calls = calls;
    }

    /** The two APIs of this path are told apart by their envelopes. */
    @PutMapping({"/zstack/v1/ai/model-services/{uuid}", "/zstack/v1/ai/model-services/{uuid}/actions"})
    Answer put(Call call, @PathVariable String uuid) throws IOException {
        Envelope fields = call.action(ServiceEnvelope.SHAPE, "updateModelService", DEPLOY);
        return calls.run(call, caller -> {
            if (fields.name().equals(DEPLOY)) {
                throw new ApiFailure(ErrorCode.NOT_SUPPORTED, "Could not deploy the model service " + uuid
                        + ": this platform keeps models and describes services, it runs none. Deploy it where the models are run.");
            }
            rights.owned(caller, uuid);
            return shown.reply(caller, services.change(uuid, ServiceEnvelope.changed(fields)));
        });
    }

    @DeleteMapping("/zstack/v1/ai/model-services/{uuid}")
    Answer delete(Call call, @PathVariable String uuid) {
        return calls.delete(call, caller -> {
            Deletion.check(call, uuid, "ModelServiceVO");
            Deletion.checkOwner(caller, rights.ownerOf(caller, uuid), uuid);
            services.delete(uuid);
        });
    }
}
