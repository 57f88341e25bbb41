package dev.weighbridge.zstack.dataset;

import java.io.IOException;

import dev.weighbridge.account.Caller;
import dev.weighbridge.artifact.ArtifactKind;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.ingestion.Makes;
import dev.weighbridge.ingestion.Origin;
import dev.weighbridge.request.ApiCall;
import dev.weighbridge.request.ModelRequest;
import dev.weighbridge.request.RequestIntake;
import dev.weighbridge.request.Way;
import dev.weighbridge.zstack.door.Answer;
import dev.weighbridge.zstack.door.AsyncCalls;
import dev.weighbridge.zstack.door.Call;
import dev.weighbridge.zstack.door.Envelope;
import dev.weighbridge.zstack.door.Shape;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;

/** CreateDataset: checks the shape of the call and hands a request to {@link RequestIntake}, as AddModel does. */
@Controller
class CreateDatasetController {

    private static final Shape SHAPE = new Shape().texts("name", "url", "modelCenterUuid", "description", "token", "resourceUuid")
            .flags("system").lists("tagUuids");

    private final RequestIntake intake;

    private final AsyncCalls calls;

    CreateDatasetController(RequestIntake intake, AsyncCalls calls) {
        this.intake = intake;
        this.calls = calls;
    }

    @PostMapping("/zstack/v1/ai/datasets")
    Answer create(Call call) throws IOException {
        Envelope fields = call.envelope(SHAPE, "params", "param", "createDataset");
        return calls.start(call, (caller, job) -> intake.accept(request(caller, fields, job)));
    }

    private static ModelRequest request(Caller caller, Envelope fields, ApiCall job) {
        boolean system = Boolean.TRUE.equals(fields.flag("system"));
        if (system && !caller.admin()) {
            throw new IngestionException(FailureKind.FORBIDDEN,
                    "Could not add the dataset: one of the system is seen by every account, and only"
                            + " the administrator adds it. Leave 'system' out, or ask the administrator.");
        }
        return new ModelRequest(caller.accountUuid(), Way.of(Origin.API), new Makes(ArtifactKind.DATASET, system), given(fields),
                fields.text("token"),
                job);
    }

    private static GivenFields given(Envelope fields) {
        return new GivenFields(fields.mandatory("name"), fields.mandatory("url"), fields.mandatory("modelCenterUuid"),
                fields.text("description"), null, null, null, null, null, null, null, null, null, null, null, null,
                fields.text("resourceUuid"),
                fields.texts("tagUuids"), fields.tags("systemTags"), fields.tags("userTags"), null);
    }
}
