package dev.weighbridge.zstack.account;

import java.io.IOException;

import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.Predicate;

import dev.weighbridge.account.Account;
import dev.weighbridge.account.AccountRegister;
import dev.weighbridge.account.Credential;
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

/** CreateAccount, QueryAccount, UpdateAccount and DeleteAccount. */
@Controller
class AccountController {

    private static final String TABLE = "AccountVO";

    private static final Shape SHAPE = new Shape().texts("uuid", "name", "password", "type", "description", "resourceUuid");

    private static final Queryable<Account> ACCOUNTS = new Queryable<>(Account.class,
            new QueryFields<Account>(InventoryType.ACCOUNT.serverClass()).hexes("uuid")
                    .texts("name", "description").times("createDate", "lastOpDate"),
            AccountController::isVisible);

    private final AccountRegister register;

    private final Callers callers;

    private final AsyncCalls calls;

    private final InventoryQuery<Account> query;

    AccountController(AccountRegister register, EntityManager entities, Callers callers, AsyncCalls calls) {
        this.register = register;
        this.callers = callers;
        this.calls = calls;
        query = InventoryQuery.of(InventoryType.ACCOUNT, new Selection<>(entities, ACCOUNTS), AccountInventory::of);
    }

    @PostMapping("/zstack/v1/accounts")
    Answer create(Call call) throws IOException {
        Envelope fields = call.envelope(SHAPE, "params", "param");
        return calls.run(call, caller -> {
            Rights.admin(caller);
            String type = fields.text("type");
            if (type != null && !type.equals("Normal")) {
                throw new ApiFailure(ErrorCode.INVALID_ARGUMENT,
                        "invalid field[type], valid values are [Normal]: there is one SystemAdmin, admin");
            }
            return Replies.inventory(InventoryType.ACCOUNT, AccountInventory.of(register.add(given(fields))));
        });
    }

    @GetMapping("/zstack/v1/accounts")
    Answer query(Call call) {
        return query.all(call.parameters(), callers.of(call));
    }

    @GetMapping("/zstack/v1/accounts/{uuid}")
    Answer get(Call call, @PathVariable String uuid) {
        return query.one(uuid, callers.of(call));
    }

    /** Go's SDK appends {@code /actions}. */
    @PutMapping({"/zstack/v1/accounts/{uuid}", "/zstack/v1/accounts/{uuid}/actions"})
    Answer update(Call call, @PathVariable String uuid) throws IOException {
        Envelope fields = call.action(SHAPE, "updateAccount");
        return calls.run(call, caller -> {
            Rights.accountItself(caller);
            Rights.owner(caller, uuid, "uuid", uuid, TABLE);
            return Replies.inventory(InventoryType.ACCOUNT, AccountInventory.of(register.change(uuid, given(fields))));
        });
    }

    @DeleteMapping("/zstack/v1/accounts/{uuid}")
    Answer delete(Call call, @PathVariable String uuid) {
        return calls.delete(call, caller -> {
            Rights.admin(caller);
            Deletion.check(call, uuid, TABLE);
            register.delete(uuid);
        });
    }

    private static Credential given(Envelope fields) {
        return new Credential(fields.text("resourceUuid"), fields.text("name"), fields.text("password"), fields.text("description"));
    }

    private static Predicate isVisible(Scope account) {
        return account.caller().admin() ? account.sql().conjunction()
                : account.sql().equal(account.get("uuid"), account.caller().accountUuid());
    }
}
