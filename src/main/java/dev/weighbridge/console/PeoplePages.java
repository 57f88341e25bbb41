package dev.weighbridge.console;

import jakarta.servlet.http.HttpServletRequest;

import dev.weighbridge.account.Account;
import dev.weighbridge.account.AccountQueries;
import dev.weighbridge.account.AccountRegister;
import dev.weighbridge.api.AuditController;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Who there is, and who did what. */
@Controller
class PeoplePages {

    private final AccountQueries accounts;

    private final AccountRegister register;

    private final AuditController audit;

    PeoplePages(AccountQueries accounts, AccountRegister register, AuditController audit) {
        this.accounts = accounts;
        this.register = register;
        this.audit = audit;
    }

    @GetMapping("/console/accounts")
    String accounts(Visitor visitor, HttpServletRequest request, Model model) {
        if (!visitor.caller().admin()) {
            throw new IngestionException(FailureKind.FORBIDDEN,
                    "Could not list the accounts: only the administrator may see them. Sign in as admin.");
        }
        var found = accounts.find(Account.class, Specification.unrestricted(), Sort.by("name", "uuid"), Paging.start(request), Paging.SIZE);
        model.addAttribute("accounts", found).addAttribute("paging",
                Paging.of(request, found.size(), accounts.count(Account.class, Specification.unrestricted())));
        return "accounts";
    }

    @GetMapping("/console/audit")
    String audit(Visitor visitor, @ModelAttribute("wanted") AuditController.Wanted wanted, HttpServletRequest request, Model model) {
        var found = audit.list(visitor.caller(), wanted, Integer.toString(Paging.SIZE), Integer.toString(Paging.start(request)), null);
        model.addAttribute("lines", found.items()).addAttribute("names", new Names(register))
                .addAttribute("paging", Paging.of(request, found.items().size(), found.total()));
        return "audit";
    }
}
