package dev.weighbridge.zstack.account;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;

import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.Predicate;

import dev.weighbridge.account.AccountQuota;
import dev.weighbridge.account.AccountRegister;
import dev.weighbridge.account.Caller;
import dev.weighbridge.account.QuotaName;
import dev.weighbridge.account.Quotas;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.zstack.door.Answer;
import dev.weighbridge.zstack.door.ApiFailure;
import dev.weighbridge.zstack.door.AsyncCalls;
import dev.weighbridge.zstack.door.Call;
import dev.weighbridge.zstack.door.Callers;
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
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;

/** QueryQuota, UpdateQuota and GetAccountQuotaUsage, for what is counted of models. */
@Controller
class QuotaController {

    private static final Shape SHAPE = new Shape().texts("identityUuid", "name").longs("value");

    private static final Queryable<AccountQuota> QUOTAS = new Queryable<>(AccountQuota.class,
            new QueryFields<AccountQuota>(InventoryType.QUOTA.serverClass())
                    .hexes("identityUuid").texts("name", "identityType").longs("value").times("createDate", "lastOpDate"),
            QuotaController::isVisible);

    private final Limits limits;

    private final Selection<AccountQuota> quotas;

    private final Callers callers;

    private final AsyncCalls calls;

    private final InventoryQuery<AccountQuota> query;

    QuotaController(Limits limits, EntityManager entities, Callers callers, AsyncCalls calls) {
        this.limits = limits;
        quotas = new Selection<>(entities, QUOTAS);
        this.callers = callers;
        this.calls = calls;
        query = InventoryQuery.of(InventoryType.QUOTA, quotas, limits::shown);
    }

    /** What accounts may have, and what they have. */
    @Component
    record Limits(AccountRegister accounts, Quotas quotas, Inventory inventory, Ingestions ingestions) {

        QuotaInventory shown(AccountQuota quota) {
            long value = Objects.requireNonNullElseGet(quota.getValue(),
                    () -> QuotaName.of(quota.getName()).map(quotas::defaultOf).orElse(Quotas.UNLIMITED));
            return new QuotaInventory(quota.getName(), quota.getIdentityUuid(), quota.getIdentityType(), value, quota.getCreateDate(),
                    quota.getLastOpDate());
        }

        List<QuotaUsage> usages(String account) {
            return List.of(usage(account, QuotaName.MODELS, uuid -> inventory.countOf(uuid) + ingestions.openOf(uuid)),
                    usage(account, QuotaName.BYTES, uuid -> inventory.bytesOf(uuid) + ingestions.listedBytesOf(uuid, "")));
        }

        private QuotaUsage usage(String account, QuotaName name, ToLongFunction<String> used) {
            return new QuotaUsage(name.text(), quotas.limit(account, name).orElse(Quotas.UNLIMITED), used.applyAsLong(account));
        }
    }

    @GetMapping("/zstack/v1/accounts/quotas")
    Answer query(Call call) {
        return query.all(call.parameters(), callers.of(call));
    }

    @PutMapping("/zstack/v1/accounts/quotas/actions")
    Answer update(Call call) throws IOException {
        Envelope fields = call.action(SHAPE, "updateQuota");
        return calls.run(call, caller -> {
            Rights.admin(caller);
            String account = fields.mandatory("identityUuid");
            String named = fields.mandatory("name");
            QuotaName name = QuotaName.of(named).orElseThrow(() -> new ApiFailure(ErrorCode.NOT_FOUND,
                    "cannot find Quota[name: " + named + "]: there are ai.model.num and ai.model.size"));
            if (limits.accounts().find(account).isEmpty()) {
                throw ApiFailure.noResource("identityUuid", account, "AccountVO");
            }
            limits.quotas().set(account, name, Long.parseLong(fields.mandatory("value")));
            return Replies.inventory(InventoryType.QUOTA, limits.shown(quotas.rows(
                    (quota, select, sql) -> sql.and(sql.equal(quota.get("identityUuid"), account), sql.equal(quota.get("name"), named)),
                    Sort.unsorted(), 0, 1).getFirst()));
        });
    }

    @GetMapping("/zstack/v1/accounts/quota/{uuid}/usages")
    Answer usages(Call call, @PathVariable String uuid) {
        Caller caller = callers.of(call);
        Rights.owner(caller, uuid, "uuid", uuid, "AccountVO");
        if (limits.accounts().find(uuid).isEmpty()) {
            throw ApiFailure.noResource("uuid", uuid, "AccountVO");
        }
        return Answer.json(200, Replies.shown(Replies.list(InventoryType.QUOTA_USAGE, "usages", limits.usages(uuid)), call));
    }

    private static Predicate isVisible(Scope quota) {
        return quota.caller().admin() ? quota.sql().conjunction()
                : quota.sql().equal(quota.get("identityUuid"), quota.caller().accountUuid());
    }
}
