package dev.weighbridge.zstack.center;

import java.io.IOException;

import dev.weighbridge.center.ModelCenter;
import dev.weighbridge.center.NewCenter;
import dev.weighbridge.inventory.tag.GivenTags;
import dev.weighbridge.request.Removals;
import dev.weighbridge.zstack.door.Answer;
import dev.weighbridge.zstack.door.AsyncCalls;
import dev.weighbridge.zstack.door.Call;
import dev.weighbridge.zstack.door.Deletion;
import dev.weighbridge.zstack.door.Envelope;
import dev.weighbridge.zstack.door.Shape;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** AddModelCenter and DeleteModelCenter. */
@Controller
class ModelCenterController {

    private static final Shape SHAPE = new Shape()
            .texts("name", "url", "managementIp", "zoneUuid", "description", "parameters", "storageNetworkUuid", "serviceNetworkUuid",
                    "containerRegistry", "containerNetwork", "containerStorageNetwork", "resourceUuid")
            .integers("managementPort")
            .lists("tagUuids");

    private final TaggedCenters centers;

    private final Removals removals;

    private final AsyncCalls calls;

    private final CenterViews views;

    ModelCenterController(TaggedCenters centers, Removals removals, AsyncCalls calls, CenterViews views) {
        this.centers = centers;
        this.views = views;
        this.removals = removals;
        this.calls = calls;
    }

    /** Older releases of the Go SDK send {@code params} or {@code addModelCenter} for {@code param}. */
    @PostMapping("/zstack/v1/ai/model-centers")
    Answer add(Call call) throws IOException {
        Envelope fields = call.envelope(SHAPE, "param", "params", "addModelCenter");
        return calls.run(call, caller -> views.reply(centers.add(caller.accountUuid(), given(fields), tags(fields))));
    }

    /** The centre's models go with it. */
    @DeleteMapping("/zstack/v1/ai/model-centers/{uuid}")
    Answer delete(Call call, @PathVariable String uuid) {
        return calls.delete(call, caller -> {
            Deletion.check(call, uuid, "ModelCenterVO");
            Deletion.checkOwner(caller,
                    centers.find(uuid).map(ModelCenter::getAccountUuid).filter(caller::owns).orElse(null), uuid);
            removals.removeCenter(uuid);
        });
    }

    private static GivenTags tags(Envelope fields) {
        return GivenTags.of(fields.tags("systemTags"), fields.tags("userTags"), fields.texts("tagUuids"));
    }

    private static NewCenter given(Envelope fields) {
        return new NewCenter(fields.text("resourceUuid"), fields.mandatory("name"), fields.text("description"), fields.mandatory("url"),
                fields.text("parameters"), fields.mandatory("managementIp"), fields.integer("managementPort"), fields.text("zoneUuid"),
                fields.text("storageNetworkUuid"), fields.text("serviceNetworkUuid"), fields.text("containerRegistry"),
                fields.text("containerStorageNetwork"), fields.text("containerNetwork"));
    }
}
