package dev.weighbridge.zstack.model;

import java.io.IOException;

import dev.weighbridge.account.Caller;
import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.ingestion.Origin;
import dev.weighbridge.request.ApiCall;
import dev.weighbridge.request.ModelRequest;
import dev.weighbridge.request.RequestIntake;
import dev.weighbridge.zstack.door.Answer;
import dev.weighbridge.zstack.door.AsyncCalls;
import dev.weighbridge.zstack.door.Call;
import dev.weighbridge.zstack.door.Envelope;
import dev.weighbridge.zstack.door.Shape;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;

/** AddModel: checks the shape of the call and hands a request to {@link RequestIntake}; everything else happens there and behind it. */
@Controller
class AddModelController {

    private static final Shape SHAPE = new Shape()
            .texts("name", "installPath", "modelCenterUuid", "description", "parameters", "token", "logo", "vendor", "introduction",
                    "version",
                    "gpuConstraintDescription", "modelId", "shareMode", "defaultModelServiceUuid", "resourceUuid", "fineTuningGroupUuid",
                    "fineTuningExportFingerprint", "fineTuningSourceModelUuid", "fineTuningSourceModelInstallPath",
                    "fineTuningSourceFramework", "fineTuningSourceArchitecture")
            .longs("size")
            .lists("modelServiceUuids", "tagUuids")
            .textsOrLists("recommendedGpuNum");

    private static final GivenFields.FineTuning NO_FINE_TUNING = new GivenFields.FineTuning(null, null, null, null, null, null);

    private final RequestIntake intake;

    private final AsyncCalls calls;

    AddModelController(RequestIntake intake, AsyncCalls calls) {
        this.intake = intake;
        this.calls = calls;
    }

    /** Older releases of the Go SDK send {@code params} for {@code param}. */
    @PostMapping("/zstack/v1/ai/models")
    Answer add(Call call) throws IOException {
        Envelope fields = call.envelope(SHAPE, "param", "params");
        return calls.start(call, (caller, job) -> intake.accept(request(caller, fields, job)));
    }

    private static ModelRequest request(Caller caller, Envelope fields, ApiCall job) {
        return new ModelRequest(caller.accountUuid(), Origin.API, given(fields), fields.text("token"), job);
    }

    private static GivenFields given(Envelope fields) {
        return new GivenFields(fields.mandatory("name"), fields.mandatory("installPath"), fields.mandatory("modelCenterUuid"),
                fields.text("description"), fields.text("parameters"), fields.text("logo"), fields.text("vendor"),
                fields.text("introduction"),
                fields.longNumber("size"), fields.text("version"), fields.texts("modelServiceUuids"), fields.text("recommendedGpuNum"),
                fields.text("gpuConstraintDescription"), fields.text("modelId"), fields.text("shareMode"),
                fields.text("defaultModelServiceUuid"),
                fields.text("resourceUuid"), fields.texts("tagUuids"), fields.tags("systemTags"), fields.tags("userTags"),
                fineTuning(fields));
    }

    private static GivenFields.@Nullable FineTuning fineTuning(Envelope fields) {
        var given = new GivenFields.FineTuning(fields.text("fineTuningGroupUuid"), fields.text("fineTuningExportFingerprint"),
                fields.text("fineTuningSourceModelUuid"), fields.text("fineTuningSourceModelInstallPath"),
                fields.text("fineTuningSourceFramework"), fields.text("fineTuningSourceArchitecture"));
        return given.equals(NO_FINE_TUNING) ? null : given;
    }
}
