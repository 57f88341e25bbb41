package dev.weighbridge.zstack.account;

import java.io.IOException;

import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.Predicate;

import dev.weighbridge.account.AccountUser;
import dev.weighbridge.account.AccountUsers;
import dev.weighbridge.account.Caller;
import dev.weighbridge.account.Credential;
import dev.weighbridge.zstack.door.Answer;
import dev.weighbridge.zstack.door.ApiFailure;
import dev.weighbridge.zstack.door.AsyncCalls;
import dev.weighbridge.zstack.door.Call;
import dev.weighbridge.zstack.door.Callers;
import dev.weighbridge.zstack.door.Deletion;
import dev.weighbridge.zstack.door.Envelope;
import dev.weighbridge.zstack.door.InventoryQuery;
import dev.weighbridge.zstack.door.InventoryType;
import dev.weighbridge.zstack.door.Replies;
import dev.weighbridge.zstack.door.Shape;
import dev.weighbridge.zstack.query.QueryFields;
import dev.weighbridge.zstack.query.Queryable;
import dev.weighbridge.zstack.query.Scope;
import dev.weighbridge.zstack.query.Selection;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;

/** CreateUser, QueryUser, UpdateUser and DeleteUser. An account makes its own users; a user changes itself, an account each of its users. */
@Controller
class UserController {

    private static final String TABLE = "UserVO";

    private static final Shape SHAPE = new Shape().texts("uuid", "name", "password", "description", "resourceUuid");

    private static final Queryable<AccountUser> USERS = new Queryable<>(AccountUser.class,
            new QueryFields<AccountUser>(InventoryType.USER.serverClass())
                    .hexes("uuid", "accountUuid").texts("name", "description").times("createDate", "lastOpDate"),
            UserController::isVisible);

    private final AccountUsers users;

    private final Callers callers;

    private final AsyncCalls calls;

    private final InventoryQuery<AccountUser> query;

    UserController(AccountUsers users, EntityManager entities, Callers callers, AsyncCalls calls) {
        this.users = users;
        this.callers = callers;
        this.calls = calls;
        query = InventoryQuery.of(InventoryType.USER, new Selection<>(entities, USERS), UserInventory::of);
    }

    @PostMapping("/zstack/v1/accounts/users")
    Answer create(Call call) throws IOException {
        Envelope fields = call.envelope(SHAPE, "params", "param");
        return calls.run(call, caller -> {
            Rights.accountItself(caller);
            return Replies.inventory(InventoryType.USER, UserInventory.of(users.add(caller.accountUuid(), given(fields))));
        });
    }

    @GetMapping("/zstack/v1/accounts/users")
    Answer query(Call call) {
        return query.all(call.parameters(), callers.of(call));
    }

    @GetMapping("/zstack/v1/accounts/users/{uuid}")
    Answer get(Call call, @PathVariable String uuid) {
        return query.one(uuid, callers.of(call));
    }

    /** ZStack's path, whose body names the user; without a name it is the caller. */
    @PutMapping("/zstack/v1/accounts/users/actions")
    Answer update(Call call) throws IOException {
        Envelope fields = call.action(SHAPE, "updateUser");
        return update(call, fields, fields.text("uuid"));
    }

    @PutMapping({"/zstack/v1/accounts/users/{uuid}", "/zstack/v1/accounts/users/{uuid}/actions"})
    Answer update(Call call, @PathVariable String uuid) throws IOException {
        return update(call, call.action(SHAPE, "updateUser"), uuid);
    }

    @DeleteMapping("/zstack/v1/accounts/users/{uuid}")
    Answer delete(Call call, @PathVariable String uuid) {
        return calls.delete(call, caller -> {
            Rights.accountItself(caller);
            Deletion.check(call, uuid, TABLE);
            Deletion.checkOwner(caller, users.find(uuid).map(AccountUser::getAccountUuid).filter(caller::owns).orElse(null), uuid);
            users.delete(uuid);
        });
    }

    private Answer update(Call call, Envelope fields, @Nullable String named) {
        return calls.run(call, caller -> {
            String uuid = named == null ? caller.userUuid() : named;
            AccountUser user = users.find(uuid).filter(found -> mayChange(caller, found))
                    .orElseThrow(() -> ApiFailure.noResource("uuid", uuid, TABLE));
            return Replies.inventory(InventoryType.USER, UserInventory.of(users.change(user.getUuid(), given(fields))));
        });
    }

    private static boolean mayChange(Caller caller, AccountUser user) {
        return user.getUuid().equals(caller.userUuid()) || (caller.isAccountItself() && caller.owns(user.getAccountUuid()));
    }

    private static Credential given(Envelope fields) {
        return new Credential(fields.text("resourceUuid"), fields.text("name"), fields.text("password"), fields.text("description"));
    }

    private static Predicate isVisible(Scope user) {
        return user.caller().admin() ? user.sql().conjunction()
                : user.sql().equal(user.get("accountUuid"), user.caller().accountUuid());
    }
}
