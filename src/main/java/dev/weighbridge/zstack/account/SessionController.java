package dev.weighbridge.zstack.account;

import java.io.IOException;
import java.util.function.Supplier;

import dev.weighbridge.account.Accounts;
import dev.weighbridge.account.Caller;
import dev.weighbridge.account.LoggedIn;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.zstack.door.Answer;
import dev.weighbridge.zstack.door.ApiFailure;
import dev.weighbridge.zstack.door.Call;
import dev.weighbridge.zstack.door.Envelope;
import dev.weighbridge.zstack.door.ErrorCode;
import dev.weighbridge.zstack.door.InventoryType;
import dev.weighbridge.zstack.door.Json;
import dev.weighbridge.zstack.door.Replies;
import dev.weighbridge.zstack.door.Shape;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;

/** LogInByAccount, LogInByUser, LogIn, LogOut and ValidateSession: the calls that need no credentials and are answered at once. */
@Controller
class SessionController {

    private static final Shape BY_ACCOUNT = new Shape().texts("accountName", "password", "accountType", "captchaUuid", "verifyCode");

    private static final Shape BY_USER = new Shape().texts("accountUuid", "accountName", "userName", "password");

    private static final Shape BY_TYPE = new Shape().texts("username", "password", "loginType", "captchaUuid", "verifyCode");

    private final Accounts accounts;

    SessionController(Accounts accounts) {
        this.accounts = accounts;
    }

    @PutMapping("/zstack/v1/accounts/login")
    Answer logInByAccount(Call call) throws IOException {
        Envelope fields = call.action(BY_ACCOUNT, "logInByAccount");
        return byAccount(call, fields.mandatory("accountName"), fields.mandatory("password"));
    }

    @PutMapping("/zstack/v1/accounts/users/login")
    Answer logInByUser(Call call) throws IOException {
        Envelope fields = call.action(BY_USER, "logInByUser");
        String accountUuid = fields.text("accountUuid");
        String account = accountUuid == null ? fields.mandatory("accountName") : accountUuid;
        String user = fields.mandatory("userName");
        String password = fields.mandatory("password");
        return loggedIn(call, account, () -> accounts.loginUser(account, user, password, call.address()));
    }

    @PutMapping("/zstack/v1/login")
    Answer logIn(Call call) throws IOException {
        Envelope fields = call.action(BY_TYPE, "logIn");
        String type = fields.text("loginType");
        if (type != null && !type.equals("account")) {
            throw new ApiFailure(ErrorCode.INVALID_ARGUMENT, "invalid field[loginType], valid values are [account]");
        }
        return byAccount(call, fields.mandatory("username"), fields.mandatory("password"));
    }

    /** Succeeds for any session, also an unknown one. */
    @DeleteMapping("/zstack/v1/accounts/sessions/{uuid}")
    Answer logOut(@PathVariable String uuid) {
        accounts.logout(uuid);
        return Answer.json(200, Replies.nothing());
    }

    @GetMapping("/zstack/v1/accounts/sessions/{uuid}/valid")
    Answer validate(@PathVariable String uuid) {
        return Answer.json(200, Json.object().put("valid", accounts.session(uuid).isPresent()));
    }

    private Answer byAccount(Call call, String name, String password) {
        return loggedIn(call, name, () -> accounts.login(name, password, call.address()));
    }

    private Answer loggedIn(Call call, String name, Supplier<LoggedIn> login) {
        // A name that nobody has may be a password that was typed in the wrong place.
        call.audited().isAbout(accounts.hasAccount(name) ? name : "(unknown name)");
        try {
            LoggedIn session = login.get();
            call.audited().isBy(new Caller(session.accountUuid(), false, session.userUuid()));
            var inventory = new SessionInventory(session.sessionUuid(), session.accountUuid(), session.userUuid(), session.expiredDate(),
                    session.createDate());
            return Answer.json(200, Replies.shown(Replies.inventory(InventoryType.SESSION, inventory), call));
        } catch (IngestionException refused) {
            throw refusal(refused);
        }
    }

    private static RuntimeException refusal(IngestionException refused) {
        return switch (refused.kind()) {
            case FailureKind.NOT_AUTHENTICATED -> new ApiFailure(ErrorCode.NOT_AUTHENTICATED, "wrong account name or password");
            case FailureKind.LIMIT_EXCEEDED -> new ApiFailure(ErrorCode.TOO_MANY_SESSIONS, refused.getMessage());
            default -> refused;
        };
    }
}
