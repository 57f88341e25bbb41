package dev.weighbridge.zstack.tag;

import java.io.IOException;

import jakarta.persistence.EntityManager;

import dev.weighbridge.inventory.tag.TaggedResource;
import dev.weighbridge.inventory.tag.Tags;
import dev.weighbridge.inventory.tag.UserTag;
import dev.weighbridge.zstack.door.Answer;
import dev.weighbridge.zstack.door.AsyncCalls;
import dev.weighbridge.zstack.door.Call;
import dev.weighbridge.zstack.door.Callers;
import dev.weighbridge.zstack.door.Envelope;
import dev.weighbridge.zstack.door.InventoryQuery;
import dev.weighbridge.zstack.door.InventoryType;
import dev.weighbridge.zstack.door.Replies;
import dev.weighbridge.zstack.door.Shape;
import dev.weighbridge.zstack.query.Selection;
import dev.weighbridge.zstack.queryable.QueryableTags;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** CreateUserTag and QueryUserTag. */
@Controller
class UserTagController {

    private static final Shape SHAPE = new Shape().texts("resourceType", "resourceUuid", "tag");

    private final Tags tags;

    private final TaggedResources resources;

    private final Callers callers;

    private final AsyncCalls calls;

    private final InventoryQuery<UserTag> query;

    UserTagController(Tags tags, TaggedResources resources, Callers callers, AsyncCalls calls, EntityManager entities) {
        this.tags = tags;
        this.resources = resources;
        this.callers = callers;
        this.calls = calls;
        query = InventoryQuery.of(InventoryType.USER_TAG, new Selection<>(entities, QueryableTags.USER_TAGS), UserTagInventory::of);
    }

    @PostMapping("/zstack/v1/user-tags")
    Answer create(Call call) throws IOException {
        Envelope fields = call.envelope(SHAPE, "params", "param");
        return calls.run(call, caller -> {
            TaggedResource on = resources.hold(caller, fields.mandatory("resourceType"), fields.mandatory("resourceUuid"));
            return Replies.inventory(InventoryType.USER_TAG, UserTagInventory.of(tags.addUserTag(on, fields.mandatory("tag"))));
        });
    }

    @GetMapping("/zstack/v1/user-tags")
    Answer query(Call call) {
        return query.all(call.parameters(), callers.of(call));
    }

    @GetMapping("/zstack/v1/user-tags/{uuid}")
    Answer get(Call call, @PathVariable String uuid) {
        return query.one(uuid, callers.of(call));
    }
}
