package dev.weighbridge.zstack.center;

import java.io.IOException;

import dev.weighbridge.center.NewCenter;
import dev.weighbridge.request.CenterUpdates;
import dev.weighbridge.zstack.door.Answer;
import dev.weighbridge.zstack.door.AsyncCalls;
import dev.weighbridge.zstack.door.Call;
import dev.weighbridge.zstack.door.Envelope;
import dev.weighbridge.zstack.door.Shape;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;

/** UpdateModelCenter, which the Go SDK calls at {@code …/actions}. */
@Controller
class UpdateModelCenterController {

    private static final Shape SHAPE = new Shape()
            .texts("name", "url", "description", "parameters", "managementIp", "storageNetworkUuid", "serviceNetworkUuid",
                    "containerRegistry", "containerNetwork", "containerStorageNetwork")
            .integers("managementPort");

    private final CenterUpdates updates;

    private final CenterViews views;

    private final AsyncCalls calls;

    UpdateModelCenterController(CenterUpdates updates, CenterViews views, AsyncCalls calls) {
        this.updates = updates;
        this.views = views;
        this.calls = calls;
    }

    @PutMapping({"/zstack/v1/ai/model-centers/{uuid}", "/zstack/v1/ai/model-centers/{uuid}/actions"})
    Answer update(Call call, @PathVariable String uuid) throws IOException {
        Envelope fields = call.action(SHAPE, "updateModelCenter");
        return calls.run(call, caller -> views.reply(updates.update(caller, uuid, change(fields))));
    }

    private static NewCenter change(Envelope fields) {
        return new NewCenter(null, fields.text("name"), fields.text("description"), fields.text("url"), fields.text("parameters"),
                fields.text("managementIp"), fields.integer("managementPort"), null, fields.text("storageNetworkUuid"),
                fields.text("serviceNetworkUuid"), fields.text("containerRegistry"), fields.text("containerStorageNetwork"),
                fields.text("containerNetwork"));
    }
}
