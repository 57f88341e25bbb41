package dev.weighbridge.zstack.tag;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import dev.weighbridge.account.Caller;
import dev.weighbridge.inventory.tag.Tag;
import dev.weighbridge.inventory.tag.TagPattern;
import dev.weighbridge.inventory.tag.TagPatterns;
import dev.weighbridge.inventory.tag.TaggedResource;
import dev.weighbridge.zstack.door.Answer;
import dev.weighbridge.zstack.door.ApiFailure;
import dev.weighbridge.zstack.door.AsyncCalls;
import dev.weighbridge.zstack.door.Call;
import dev.weighbridge.zstack.door.Deletion;
import dev.weighbridge.zstack.door.Envelope;
import dev.weighbridge.zstack.door.ErrorCode;
import dev.weighbridge.zstack.door.InventoryType;
import dev.weighbridge.zstack.door.Replies;
import dev.weighbridge.zstack.door.Shape;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.node.ObjectNode;

/** AttachTagToResources, DetachTagFromResources, and DeleteTag, which deletes a tag of any kind or a pattern with its tags. */
@Controller
class AttachTagController {

    private static final Shape SHAPE = new Shape().lists("resourceUuids").maps("tokens");

    private static final int MOST = 1000;

    private final OwnTags own;

    private final AsyncCalls calls;

    AttachTagController(OwnTags own, AsyncCalls calls) {
        this.own = own;
        this.calls = calls;
    }

    /** All or none are attached; a resource that has the tag already keeps it. */
    @PostMapping("/zstack/v1/tags/{tagUuid}/resources")
    Answer attach(Call call, @PathVariable String tagUuid) throws IOException {
        Envelope fields = call.envelope(SHAPE, "params", "param");
        return calls.run(call, caller -> {
            TagPattern pattern = own.pattern(caller, "tagUuid", tagUuid);
            String text = TagPatterns.textOf(pattern, fields.map("tokens"));
            return attached(caller, pattern, text, checked(fields.some("resourceUuids")));
        });
    }

    @DeleteMapping("/zstack/v1/tags/{tagUuid}/resources")
    Answer detach(Call call, @PathVariable String tagUuid) {
        return calls.run(call, caller -> {
            own.pattern(caller, "tagUuid", tagUuid);
            List<String> uuids = checked(call.parameters().list("resourceUuids"));
            uuids.stream().sorted().forEach(uuid -> own.resources().hold(caller, uuid));
            own.tags().detach(tagUuid, uuids);
            return Replies.nothing();
        });
    }

    @DeleteMapping("/zstack/v1/tags/{uuid}")
    Answer delete(Call call, @PathVariable String uuid) {
        return calls.delete(call, caller -> {
            Deletion.check(call, uuid, "TagPatternVO");
            if (own.patterns().find(uuid).filter(pattern -> caller.owns(pattern.getAccountUuid())).isPresent()) {
                own.patterns().delete(uuid);
            } else if (own.tags().find(uuid).isPresent()) {
                Tag tag = own.check(caller, uuid, Tag.class);
                own.resources().hold(caller, tag.getResourceType(), tag.getResourceUuid());
                own.tags().delete(uuid);
            }
        });
    }

    /** Locks in the order of the uuids, so that two calls do not wait for each other, and answers in the order of the call. */
    private ObjectNode attached(Caller caller, TagPattern pattern, String text, List<String> uuids) {
        Map<String, TaggedResource> held = new TreeMap<>();
        uuids.stream().sorted().forEach(uuid -> held.put(uuid, own.resources().hold(caller, uuid)));
        TagPatternInventory shown = TagPatternInventory.of(pattern);
        return Replies.all("results", InventoryType.ATTACH_TAG_RESULT,
                uuids.stream().map(held::get).filter(Objects::nonNull)
                        .map(resource -> new AttachTagResult(
                                UserTagInventory.of(own.tags().attach(pattern, resource, text), shown), true))
                        .toList());
    }

    private static List<String> checked(List<String> uuids) {
        List<String> unique = uuids.stream().distinct().toList();
        if (unique.isEmpty() || unique.size() > MOST) {
            throw new ApiFailure(ErrorCode.INVALID_ARGUMENT, "invalid field[resourceUuids], it must name 1 to " + MOST + " resources");
        }
        return unique;
    }
}
