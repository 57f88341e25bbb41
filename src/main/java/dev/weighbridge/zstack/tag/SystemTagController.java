package dev.weighbridge.zstack.tag;

import java.io.IOException;
import java.util.List;

import jakarta.persistence.EntityManager;

import dev.weighbridge.inventory.tag.SystemTag;
import dev.weighbridge.inventory.tag.Tag;
import dev.weighbridge.inventory.tag.TaggedResource;
import dev.weighbridge.inventory.tag.Tags;
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
import org.springframework.web.bind.annotation.PutMapping;

/** CreateSystemTag, CreateSystemTags, QuerySystemTag and UpdateSystemTag. */
@Controller
class SystemTagController {

    private static final Shape ONE = new Shape().texts("resourceType", "resourceUuid", "tag");

    private static final Shape MANY = new Shape().texts("resourceType").lists("tags");

    private static final Shape CHANGE = new Shape().texts("tag");

    private final Tags tags;

    private final OwnTags own;

    private final Callers callers;

    private final AsyncCalls calls;

    private final InventoryQuery<SystemTag> query;

    SystemTagController(Tags tags, OwnTags own, Callers callers, AsyncCalls calls, EntityManager entities) {
        this.tags = tags;
        this.own = own;
        this.callers = callers;
        this.calls = calls;
        query = InventoryQuery.of(InventoryType.SYSTEM_TAG, new Selection<>(entities, QueryableTags.SYSTEM_TAGS),
                SystemTagInventory::of);
    }

    @PostMapping("/zstack/v1/system-tags")
    Answer create(Call call) throws IOException {
        Envelope fields = call.envelope(ONE, "params", "param");
        return calls.run(call, caller -> {
            TaggedResource on = own.resources().hold(caller, fields.mandatory("resourceType"), fields.mandatory("resourceUuid"));
            return Replies.inventory(InventoryType.SYSTEM_TAG, SystemTagInventory.of(tags.addSystemTag(on, fields.mandatory("tag"))));
        });
    }

    @PostMapping("/zstack/v1/system-tags/{resourceUuid}/tags")
    Answer createMany(Call call, @PathVariable String resourceUuid) throws IOException {
        Envelope fields = call.envelope(MANY, "params", "param");
        return calls.run(call, caller -> {
            List<String> texts = fields.some("tags");
            TaggedResource on = own.resources().hold(caller, fields.mandatory("resourceType"), resourceUuid);
            return Replies.all("inventories", InventoryType.SYSTEM_TAG,
                    texts.stream().map(text -> SystemTagInventory.of(tags.addSystemTag(on, text))).toList());
        });
    }

    @GetMapping("/zstack/v1/system-tags")
    Answer query(Call call) {
        return query.all(call.parameters(), callers.of(call));
    }

    @GetMapping("/zstack/v1/system-tags/{uuid}")
    Answer get(Call call, @PathVariable String uuid) {
        return query.one(uuid, callers.of(call));
    }

    @PutMapping("/zstack/v1/system-tags/{uuid}/actions")
    Answer update(Call call, @PathVariable String uuid) throws IOException {
        Envelope fields = call.action(CHANGE, "updateSystemTag");
        return calls.run(call, caller -> {
            Tag tag = own.check(caller, uuid, SystemTag.class);
            own.resources().hold(caller, tag.getResourceType(), tag.getResourceUuid());
            return Replies.inventory(InventoryType.SYSTEM_TAG, SystemTagInventory.of(tags.update(uuid, fields.mandatory("tag"))));
        });
    }
}
