package dev.weighbridge.zstack.model;

import java.io.IOException;
import java.util.List;
import java.util.Objects;

import dev.weighbridge.request.ModelBatches;
import dev.weighbridge.zstack.door.Answer;
import dev.weighbridge.zstack.door.AsyncCalls;
import dev.weighbridge.zstack.door.Call;
import dev.weighbridge.zstack.door.Deletion;
import dev.weighbridge.zstack.door.Envelope;
import dev.weighbridge.zstack.door.Shape;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PutMapping;

/** DeleteModels and GenerateModelMetadata, which do the same to many models and answer for each. */
@Controller
class ModelBatchController {

    private static final Shape SHAPE = new Shape().texts("modelCenterUuid").lists("modelUuids");

    private final ModelBatches batches;

    private final AsyncCalls calls;

    ModelBatchController(ModelBatches batches, AsyncCalls calls) {
        this.batches = batches;
        this.calls = calls;
    }

    /** A DELETE's body says nothing, as at ZStack's server. */
    @DeleteMapping("/zstack/v1/ai/models")
    Answer delete(Call call) {
        List<String> uuids = call.parameters().list("uuids");
        return calls.startMany(call, (caller, job) -> {
            Deletion.checkMode(call);
            batches.delete(caller, uuids, job);
        });
    }

    @PutMapping("/zstack/v1/ai/model/metadata/generate")
    Answer generateMetadata(Call call) throws IOException {
        Envelope fields = call.action(SHAPE, "generateModelMetadata");
        return calls.startMany(call, (caller, job) -> batches.derive(caller, fields.mandatory("modelCenterUuid"),
                Objects.requireNonNullElse(fields.texts("modelUuids"), List.of()), job));
    }
}
