package dev.weighbridge.sync;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.artifact.Stretch;
import dev.weighbridge.center.ModelCenter;
import dev.weighbridge.center.ModelCenters;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** The policies, and the only writer of their rows but for when they are due. For many threads. */
@Component
public class SyncPolicies {

    private static final Set<String> KEYS = RulesForm.keysAnd("modelCenterUuid");

    private final JdbcClient sql;

    private final ModelCenters centers;

    private final Clock clock;

    SyncPolicies(JdbcClient sql, ModelCenters centers, Clock clock) {
        this.sql = sql;
        this.centers = centers;
        this.clock = clock;
    }

    /**
     * Reads a policy as a call writes it.
     *
     * @param otherwise the centre if the call names none; null if it must
     * @throws IngestionException INVALID_REQUEST that names the field
     */
    public static NewPolicy read(JsonNode body, @Nullable String otherwise) {
        try {
            Form form = Form.of(body, "", KEYS);
            String center = form.text("modelCenterUuid", 32);
            if (center == null && otherwise == null) {
                throw form.wrong("modelCenterUuid", "is mandatory, and missing or empty");
            }
            return new NewPolicy(form.required("name", 255), center == null ? String.valueOf(otherwise) : center,
                    form.flag("enabled", true),
                    RulesForm.read(form));
        } catch (FormException wrong) {
            String what = wrong.pointer().isEmpty() ? "the body" : "field[" + wrong.key() + "]";
            throw new IngestionException(FailureKind.INVALID_REQUEST,
                    "Could not keep the sync policy: " + what + " " + wrong.why() + ". Correct it and send it again.");
        }
    }

    /**
     * Keeps a new policy.
     *
     * @param accountUuid whose it will be, and its models
     * @throws IngestionException NOT_FOUND if there is no such centre, FORBIDDEN if it is another account's, INVALID_REQUEST if a path cannot be read
     */
    @Transactional
    public SyncPolicy add(String accountUuid, boolean admin, NewPolicy added) {
        return add(accountUuid, admin, added, null);
    }

    /** @param file what it was written in, null for none */
    SyncPolicy add(String accountUuid, boolean admin, NewPolicy added, @Nullable WrittenFile file) {
        check(accountUuid, admin, added);
        String uuid = ResourceUuid.random();
        Instant now = clock.instant();
        sql.sql("""
                insert into sync_policy (uuid, account_uuid, model_center_uuid, name, rules, enabled, next_run_at, retention_due, file_name,
                    file_sha256, created_at, changed_at)
                values (:uuid, :account, :center, :name, :rules, :enabled, :next, false, :file, :sha256, :now, :now)""").param("uuid", uuid)
                .param("account", accountUuid).param("center", added.modelCenterUuid()).param("name", added.name())
                .param("rules", SyncRows.text(added.rules())).param("enabled", added.enabled())
                .param("next", SyncRows.column(next(added, now))).param("file", file == null ? null : file.name())
                .param("sha256", file == null ? null : file.sha256()).param("now", SyncRows.column(now)).update();
        return find(uuid).orElseThrow(() -> missing(uuid));
    }

    /**
     * Replaces what a policy says. What is not followed any more is forgotten at the next run, and its models stay.
     *
     * @throws IngestionException NOT_FOUND; INVALID_REQUEST, also for another centre
     */
    @Transactional
    public SyncPolicy change(String uuid, NewPolicy changed) {
        return change(uuid, changed, null);
    }

    /** @param file what it was written in; null to leave that as it is */
    SyncPolicy change(String uuid, NewPolicy changed, @Nullable WrittenFile file) {
        SyncPolicy before = find(uuid).orElseThrow(() -> missing(uuid));
        if (!before.given().modelCenterUuid().equals(changed.modelCenterUuid())) {
            throw new IngestionException(FailureKind.INVALID_REQUEST,
                    "Could not keep the sync policy: field[modelCenterUuid] names another centre than before. Make a new policy for that centre.");
        }
        check(before.accountUuid(), true, changed);
        Instant now = clock.instant();
        sql.sql("""
                update sync_policy set name = :name, rules = :rules, enabled = :enabled, next_run_at = :next, retention_due = true,
                    file_sha256 = coalesce(:sha256, file_sha256), changed_at = :now where uuid = :uuid""").param("name", changed.name())
                .param("rules", SyncRows.text(changed.rules())).param("enabled", changed.enabled())
                .param("next", SyncRows.column(next(changed, now))).param("sha256", file == null ? null : file.sha256())
                .param("now", SyncRows.column(now)).param("uuid", uuid).update();
        if (!before.rules().follow().equals(changed.rules().follow()) || !before.rules().wanted().equals(changed.rules().wanted())) {
            sql.sql("update sync_item set listed = false where policy_uuid = :uuid").param("uuid", uuid).update();
        }
        return find(uuid).orElseThrow(() -> missing(uuid));
    }

    /** Deletes a policy with its history; its models stay, and so do imports that it has begun. */
    @Transactional
    public void delete(String uuid) {
        sql.sql("delete from sync_policy where uuid = :uuid").param("uuid", uuid).update();
    }

    @Transactional(readOnly = true)
    public Optional<SyncPolicy> find(String uuid) {
        return sql.sql("select * from sync_policy where uuid = :uuid").param("uuid", uuid).query(SyncRows::policy).optional();
    }

    /** In the order of their creation; {@code accountUuid} null for everybody's. */
    @Transactional(readOnly = true)
    public List<SyncPolicy> list(@Nullable String accountUuid, boolean latestFirst, Stretch stretch) {
        String direction = latestFirst ? " desc" : "";
        return sql.sql("select * from sync_policy" + ofAccount(accountUuid) + " order by created_at" + direction + ", uuid" + direction
                + " limit :limit offset :start").param("account", accountUuid).param("limit", stretch.limit())
                .param("start", stretch.start()).query(SyncRows::policy).list();
    }

    @Transactional(readOnly = true)
    public long count(@Nullable String accountUuid) {
        return sql.sql("select count(*) from sync_policy" + ofAccount(accountUuid)).param("account", accountUuid).query(Long.class)
                .single();
    }

    /** Those that are enabled. */
    List<SyncPolicy> enabled() {
        return sql.sql("select * from sync_policy where enabled order by uuid").query(SyncRows::policy).list();
    }

    /** The policy that was written in a file of this name, locked. */
    Optional<SyncPolicy> ofFile(String name) {
        return sql.sql("select * from sync_policy where file_name = :name for update").param("name", name).query(SyncRows::policy)
                .optional();
    }

    /** The digest of the file that a policy was last made from. */
    String fileSha256(String uuid) {
        return sql.sql("select file_sha256 from sync_policy where uuid = :uuid").param("uuid", uuid).query(String.class).single();
    }

    /** A file that a policy is written in. */
    record WrittenFile(String name, String sha256) {}

    private static String ofAccount(@Nullable String accountUuid) {
        return accountUuid == null ? "" : " where account_uuid = :account";
    }

    private static @Nullable Instant next(NewPolicy policy, Instant now) {
        return policy.enabled() ? Timetable.of(policy.rules().schedule()).next(now) : null;
    }

    private void check(String accountUuid, boolean admin, NewPolicy policy) {
        ModelCenter center = centers.find(policy.modelCenterUuid()).filter(found -> admin || found.getAccountUuid().equals(accountUuid))
                .orElseThrow(() -> new IngestionException(FailureKind.NOT_FOUND,
                        "Could not keep the sync policy: field[modelCenterUuid] names no"
                                + " model centre of yours. Name one that exists and that is yours."));
        policy.rules().follow().places().forEach(path -> center.place().shelf(path));
    }

    static IngestionException missing(String uuid) {
        return new IngestionException(FailureKind.NOT_FOUND,
                "Could not find the sync policy " + uuid + ": there is none with this uuid. Check it.");
    }
}
