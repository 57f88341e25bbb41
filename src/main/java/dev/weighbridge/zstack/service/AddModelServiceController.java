package dev.weighbridge.zstack.service;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;

import dev.weighbridge.account.Caller;
import dev.weighbridge.inventory.ModelService;
import dev.weighbridge.inventory.ModelServices;
import dev.weighbridge.inventory.NewService;
import dev.weighbridge.inventory.ServiceFields;
import dev.weighbridge.zstack.door.Answer;
import dev.weighbridge.zstack.door.AsyncCalls;
import dev.weighbridge.zstack.door.Call;
import dev.weighbridge.zstack.door.Envelope;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** AddModelService and CloneModelService. */
@Controller
class AddModelServiceController {

    private final ModelServices services;

    private final ServiceRights rights;

    private final ModelRights models;

    private final ShownServices shown;

    private final AsyncCalls calls;

    AddModelServiceController(ModelServices services, ServiceRights rights, ModelRights models, ShownServices shown, AsyncCalls calls) {
        this.services = services;
        this.rights = rights;
        this.models = models;
        this.shown = shown;
        this.calls = calls;
    }

    /** Newer releases of the Go SDK send {@code params} for {@code param}. */
    @PostMapping("/zstack/v1/ai/model-services")
    Answer add(Call call) throws IOException {
        Envelope fields = call.envelope(ServiceEnvelope.SHAPE, "param", "params");
        return calls.run(call, caller -> shown.reply(caller, enter(caller, fields, ServiceEnvelope.added(fields))));
    }

    /** A clone is the caller's, has what the call gives and else what the original has, and is bound to no model. */
    @PostMapping("/zstack/v1/ai/model-services/{uuid}")
    Answer copy(Call call, @PathVariable String uuid) throws IOException {
        Envelope fields = call.envelope(ServiceEnvelope.SHAPE, "params", "param");
        return calls.run(call, caller -> {
            ModelService original = rights.seen(caller, "uuid", uuid);
            ServiceFields given = ServiceEnvelope.cloned(fields);
            return shown.reply(caller, enter(caller, fields, given.over(original.fields())));
        });
    }

    private ModelService enter(Caller caller, Envelope fields, ServiceFields given) {
        ServiceRights.checkSystem(caller, given.system());
        ServiceEnvelope.checkTags(fields);
        List<String> modelUuids = List.copyOf(new LinkedHashSet<>(Objects.requireNonNullElse(fields.texts("modelUuids"), List.of())));
        models.checkOwned(caller, modelUuids);
        return services.add(new NewService(fields.text("resourceUuid"), caller.accountUuid(), given, modelUuids));
    }
}
