package dev.weighbridge.zstack.model;

import java.io.IOException;

import dev.weighbridge.inventory.ModelChange;
import dev.weighbridge.request.ModelUpdates;
import dev.weighbridge.zstack.door.Answer;
import dev.weighbridge.zstack.door.AsyncCalls;
import dev.weighbridge.zstack.door.Call;
import dev.weighbridge.zstack.door.Envelope;
import dev.weighbridge.zstack.door.Shape;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;

/** UpdateModel, which the Go SDK calls at {@code …/actions}. */
@Controller
class UpdateModelController {

    private static final Shape SHAPE = new Shape()
            .texts("name", "installPath", "description", "vendor", "parameters", "modelCenterUuid", "gpuConstraintDescription", "modelId",
                    "defaultModelServiceUuid")
            .lists("modelClassifications")
            .flags("clearDefaultModelService")
            .textsOrLists("recommendedGpuNum");

    private final ModelUpdates updates;

    private final DefaultService services;

    private final AddedModel models;

    private final AsyncCalls calls;

    UpdateModelController(ModelUpdates updates, DefaultService services, AddedModel models, AsyncCalls calls) {
        this.updates = updates;
        this.services = services;
        this.models = models;
        this.calls = calls;
    }

    @PutMapping({"/zstack/v1/ai/models/{uuid}", "/zstack/v1/ai/models/{uuid}/actions"})
    Answer update(Call call, @PathVariable String uuid) throws IOException {
        Envelope fields = call.action(SHAPE, "updateModel");
        return calls.run(call, caller -> {
            updates.update(caller, uuid, change(fields));
            services.update(caller, uuid, fields);
            return models.reply(uuid).orElseThrow();
        });
    }

    private static ModelChange change(Envelope fields) {
        return new ModelChange(fields.text("name"), fields.text("installPath"), fields.text("description"), fields.text("vendor"),
                fields.text("parameters"), fields.text("modelCenterUuid"), fields.texts("modelClassifications"),
                fields.text("recommendedGpuNum"), fields.text("gpuConstraintDescription"), fields.text("modelId"));
    }
}
