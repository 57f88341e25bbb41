package dev.weighbridge.api;

import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.weighbridge.account.Audit;
import dev.weighbridge.account.AuditEntry;
import dev.weighbridge.account.Caller;
import dev.weighbridge.artifact.Stretch;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who did what: an account sees what was done with its sessions and keys, the administrator all. */
@RestController
@RequestMapping(path = "/api/v1/audit", produces = MediaType.APPLICATION_JSON_VALUE)
public class AuditController {

    private static final Map<String, Audit.By> FIELDS = Map.of("happenedAt", Audit.By.HAPPENED, "api", Audit.By.API, "address",
            Audit.By.ADDRESS);

    private static final Parameter.Order<Audit.By> LATEST_FIRST = new Parameter.Order<>(Audit.By.HAPPENED, true);

    private final Audit audit;

    AuditController(Audit audit) {
        this.audit = audit;
    }

    /**
     * Which lines are wanted. What is null or blank does not matter.
     *
     * @param account whose; another than its own is not there for an ordinary account
     * @param api a part of method and path, in whatever case
     * @param outcome one or more, with commas between
     * @param since the first moment, RFC 3339
     * @param until the moment before which
     */
    public record Wanted(@Nullable String account, @Nullable String api, @Nullable String outcome, @Nullable String since,
            @Nullable String until) {

        /** Null if the caller may see nothing of it. */
        Audit.@Nullable Filter by(Caller caller) {
            String whose = account == null || account.isBlank() ? null : account.strip();
            if (!caller.admin() && whose != null && !whose.equals(caller.accountUuid())) {
                return null;
            }
            Set<AuditEntry.Outcome> outcomes = Parameter.words("outcome", outcome, AuditEntry.Outcome.class);
            return new Audit.Filter(caller.admin() ? whose : caller.accountUuid(), api == null || api.isBlank() ? null : api.strip(),
                    outcomes, Parameter.time("since", since), Parameter.time("until", until));
        }
    }

    @GetMapping
    public Listed<AuditView> list(Caller caller, @ModelAttribute Wanted wanted, @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String start, @RequestParam(required = false) @Nullable String sort) {
        Audit.Filter filter = wanted.by(caller);
        var order = Parameter.order(sort, LATEST_FIRST, FIELDS);
        Stretch stretch = Parameter.stretch(limit, start);
        if (filter == null) {
            return new Listed<>(List.of(), 0);
        }
        return new Listed<>(audit.find(filter, order.field(), order.descending(), stretch).stream().map(AuditView::of).toList(),
                audit.count(filter));
    }
}
