package dev.weighbridge.zstack.account;

import java.io.IOException;
import java.util.Objects;

import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.Predicate;

import dev.weighbridge.account.AccessKey;
import dev.weighbridge.account.AccessKeys;
import dev.weighbridge.account.Caller;
import dev.weighbridge.account.NewAccessKey;
import dev.weighbridge.zstack.door.Answer;
import dev.weighbridge.zstack.door.ApiFailure;
import dev.weighbridge.zstack.door.AsyncCalls;
import dev.weighbridge.zstack.door.Call;
import dev.weighbridge.zstack.door.Callers;
import dev.weighbridge.zstack.door.Deletion;
import dev.weighbridge.zstack.door.Envelope;
import dev.weighbridge.zstack.door.ErrorCode;
import dev.weighbridge.zstack.door.InventoryQuery;
import dev.weighbridge.zstack.door.InventoryType;
import dev.weighbridge.zstack.door.Replies;
import dev.weighbridge.zstack.door.Shape;
import dev.weighbridge.zstack.query.QueryFields;
import dev.weighbridge.zstack.query.Queryable;
import dev.weighbridge.zstack.query.Scope;
import dev.weighbridge.zstack.query.Selection;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;

/**
 * CreateAccessKey, QueryAccessKey, ChangeAccessKeyState and DeleteAccessKey. A user has keys of its own; an account rules over those of its users too, the
 * administrator over all.
 */
@Controller
class AccessKeyController {

    private static final String TABLE = "AccessKeyVO";

    private static final Shape CREATE = new Shape().texts("accountUuid", "userUuid", "description", "AccessKeyID", "AccessKeySecret",
            "resourceUuid");

    private static final Shape CHANGE = new Shape().texts("uuid", "stateEvent");

    private static final Queryable<AccessKey> KEYS = new Queryable<>(AccessKey.class,
            new QueryFields<AccessKey>(InventoryType.ACCESS_KEY.serverClass())
                    .hexes("uuid", "accountUuid", "userUuid").texts("AccessKeyID", "description").times("createDate", "lastOpDate"),
            AccessKeyController::isVisible);

    private final AccessKeys keys;

    private final Callers callers;

    private final AsyncCalls calls;

    private final InventoryQuery<AccessKey> query;

    AccessKeyController(AccessKeys keys, EntityManager entities, Callers callers, AsyncCalls calls) {
        this.keys = keys;
        this.callers = callers;
        this.calls = calls;
        query = InventoryQuery.of(InventoryType.ACCESS_KEY, new Selection<>(entities, KEYS), AccessKeyInventory::of);
    }

    /** The only answer that shows the secret. */
    @PostMapping("/zstack/v1/accesskeys")
    Answer create(Call call) throws IOException {
        Envelope fields = call.envelope(CREATE, "params", "param");
        return calls.runSecretly(call, caller -> {
            String account = Objects.requireNonNullElse(fields.text("accountUuid"), caller.accountUuid());
            Rights.owner(caller, account, "accountUuid", account, "AccountVO");
            if (!account.equals(caller.accountUuid())) {
                Rights.accountItself(caller);
            }
            String user = account.equals(caller.accountUuid()) ? caller.userUuid() : account;
            AccessKeys.Made made = keys.make(new NewAccessKey(fields.text("resourceUuid"), account, user, fields.text("AccessKeyID"),
                    fields.text("AccessKeySecret"), fields.text("description")));
            return Replies.inventory(InventoryType.ACCESS_KEY, AccessKeyInventory.of(made.key(), made.secret()));
        });
    }

    @GetMapping("/zstack/v1/accesskeys")
    Answer query(Call call) {
        return query.all(call.parameters(), callers.of(call));
    }

    @GetMapping("/zstack/v1/accesskeys/{uuid}")
    Answer get(Call call, @PathVariable String uuid) {
        return query.one(uuid, callers.of(call));
    }

    @PutMapping({"/zstack/v1/accesskeys/{uuid}/actions", "/zstack/v1/accesskeys/{uuid}"})
    Answer change(Call call, @PathVariable String uuid) throws IOException {
        Envelope fields = call.action(CHANGE, "changeAccessKeyState");
        return calls.run(call, caller -> {
            AccessKey.State state = switch (fields.mandatory("stateEvent")) {
                case "enable" -> AccessKey.State.ENABLED;
                case "disable" -> AccessKey.State.DISABLED;
                default ->
                        throw new ApiFailure(ErrorCode.INVALID_ARGUMENT, "invalid field[stateEvent], valid values are [enable, disable]");
            };
            if (keys.find(uuid).filter(key -> rules(caller, key)).isEmpty()) {
                throw ApiFailure.noResource("uuid", uuid, TABLE);
            }
            return Replies.inventory(InventoryType.ACCESS_KEY, AccessKeyInventory.of(keys.change(uuid, state)));
        });
    }

    @DeleteMapping("/zstack/v1/accesskeys/{uuid}")
    Answer delete(Call call, @PathVariable String uuid) {
        return calls.delete(call, caller -> {
            Deletion.check(call, uuid, TABLE);
            keys.find(uuid).filter(key -> rules(caller, key)).ifPresent(key -> keys.delete(uuid));
        });
    }

    private static boolean rules(Caller caller, AccessKey key) {
        return caller.userUuid().equals(key.getUserUuid()) || (caller.isAccountItself() && caller.owns(key.getAccountUuid()));
    }

    private static Predicate isVisible(Scope key) {
        Caller caller = key.caller();
        if (!caller.isAccountItself()) {
            return key.sql().equal(key.get("userUuid"), caller.userUuid());
        }
        return caller.admin() ? key.sql().conjunction() : key.sql().equal(key.get("accountUuid"), caller.accountUuid());
    }
}
