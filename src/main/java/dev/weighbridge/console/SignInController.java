package dev.weighbridge.console;

import java.time.Duration;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import dev.weighbridge.account.Accounts;
import dev.weighbridge.account.AuditedCall;
import dev.weighbridge.account.Caller;
import dev.weighbridge.account.LoggedIn;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** In and out, with the accounts of all doors. */
@Controller
class SignInController {

    private static final String PAGE = "sign-in";

    private final Accounts accounts;

    SignInController(Accounts accounts) {
        this.accounts = accounts;
    }

    @GetMapping(ConsoleDoor.SIGN_IN)
    String show(@RequestParam(required = false) @Nullable String to, Model model) {
        model.addAttribute("to", OwnPath.of(to));
        return PAGE;
    }

    @PostMapping(ConsoleDoor.SIGN_IN)
    String signIn(@RequestParam String account, @RequestParam String password, @RequestParam(required = false) @Nullable String to,
            HttpServletRequest request, HttpServletResponse response, Model model) {
        // A name that nobody has may be a password that was typed in the wrong place.
        AuditedCall.of(request).isAbout(accounts.hasAccount(account) ? account : "(unknown name)");
        try {
            LoggedIn session = accounts.login(account, DigestUtils.sha512Hex(password), request.getRemoteAddr());
            AuditedCall.of(request).isBy(new Caller(session.accountUuid(), false, session.userUuid()));
            Cookies.write(request, response, Cookies.SESSION, session.sessionUuid(),
                    Duration.between(session.createDate(), session.expiredDate()));
            return "redirect:" + OwnPath.of(to);
        } catch (IngestionException refused) {
            AuditedCall.of(request).failed(refused.kind().name());
            response.setStatus(refused.kind() == FailureKind.NOT_AUTHENTICATED ? 401 : 429);
            model.addAttribute("to", OwnPath.of(to)).addAttribute("kind", refused.kind().name()).addAttribute("account", account);
            return PAGE;
        }
    }

    @PostMapping("/console/sign-out")
    String signOut(Visitor visitor, HttpServletRequest request, HttpServletResponse response) {
        accounts.logout(visitor.session());
        Cookies.write(request, response, Cookies.SESSION, null, Duration.ZERO);
        return "redirect:" + ConsoleDoor.SIGN_IN;
    }
}
