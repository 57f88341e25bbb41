package dev.weighbridge.zstack.tag;

import java.io.IOException;

import jakarta.persistence.EntityManager;

import dev.weighbridge.inventory.tag.GivenPattern;
import dev.weighbridge.inventory.tag.TagPattern;
import dev.weighbridge.inventory.tag.TagPatterns;
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

/** CreateTag, QueryTag and UpdateTag, which are about tag patterns. */
@Controller
class TagPatternController {

    private static final Shape SHAPE = new Shape().texts("name", "value", "description", "color", "type", "resourceUuid");

    private final TagPatterns patterns;

    private final OwnTags own;

    private final Callers callers;

    private final AsyncCalls calls;

    private final InventoryQuery<TagPattern> query;

    TagPatternController(TagPatterns patterns, OwnTags own, Callers callers, AsyncCalls calls, EntityManager entities) {
        this.patterns = patterns;
        this.own = own;
        this.callers = callers;
        this.calls = calls;
        query = InventoryQuery.of(InventoryType.TAG_PATTERN, new Selection<>(entities, QueryableTags.PATTERNS), TagPatternInventory::of);
    }

    @PostMapping("/zstack/v1/tags")
    Answer create(Call call) throws IOException {
        Envelope fields = call.envelope(SHAPE, "params", "param");
        return calls.run(call, caller -> Replies.inventory(InventoryType.TAG_PATTERN,
                TagPatternInventory.of(patterns.add(caller.accountUuid(), fields.text("resourceUuid"), given(fields)))));
    }

    @GetMapping("/zstack/v1/tags")
    Answer query(Call call) {
        return query.all(call.parameters(), callers.of(call));
    }

    @GetMapping("/zstack/v1/tags/{uuid}")
    Answer get(Call call, @PathVariable String uuid) {
        return query.one(uuid, callers.of(call));
    }

    @PutMapping("/zstack/v1/tags/{uuid}/actions")
    Answer update(Call call, @PathVariable String uuid) throws IOException {
        Envelope fields = call.action(SHAPE, "updateTag");
        return calls.run(call, caller -> {
            own.pattern(caller, "uuid", uuid);
            return Replies.inventory(InventoryType.TAG_PATTERN, TagPatternInventory.of(patterns.update(uuid, given(fields))));
        });
    }

    private static GivenPattern given(Envelope fields) {
        return new GivenPattern(fields.text("name"), fields.text("value"), fields.text("description"), fields.text("color"),
                fields.text("type"));
    }
}
