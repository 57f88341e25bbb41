package dev.weighbridge.zstack.service;

import java.io.IOException;

import dev.weighbridge.inventory.ModelService;
import dev.weighbridge.inventory.ServiceBindings;
import dev.weighbridge.zstack.door.Answer;
import dev.weighbridge.zstack.door.AsyncCalls;
import dev.weighbridge.zstack.door.Call;
import dev.weighbridge.zstack.door.Deletion;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** BindModelToService and UnbindModelFromService. Both may be repeated. */
@Controller
class ServiceBindingController {

    private static final String PATH = "/zstack/v1/ai/models/{modelUuid}/model-services/{modelServiceUuid}";

    private final ServiceBindings bindings;

    private final ModelRights models;

    private final ServiceRights services;

    private final ShownServices shown;

    private final AsyncCalls calls;

    ServiceBindingController(ServiceBindings bindings, ModelRights models, ServiceRights services, ShownServices shown, AsyncCalls calls) {
        this.bindings = bindings;
        this.models = models;
        this.services = services;
        this.shown = shown;
        this.calls = calls;
    }

    @PostMapping(PATH)
    Answer bind(Call call, @PathVariable String modelUuid, @PathVariable String modelServiceUuid) throws IOException {
        call.noParameters();
        return calls.run(call, caller -> {
            models.checkOwned(caller, "modelUuid", modelUuid);
            ModelService service = services.seen(caller, "modelServiceUuid", modelServiceUuid);
            bindings.bind(modelUuid, modelServiceUuid);
            return shown.reply(caller, service);
        });
    }

    @DeleteMapping(PATH)
    Answer unbind(Call call, @PathVariable String modelUuid, @PathVariable String modelServiceUuid) {
        return calls.delete(call, caller -> {
            Deletion.check(call, modelUuid, "ModelVO");
            Deletion.check(call, modelServiceUuid, "ModelServiceVO");
            models.checkOwned(caller, "modelUuid", modelUuid);
            bindings.unbind(modelUuid, modelServiceUuid);
        });
    }
}
