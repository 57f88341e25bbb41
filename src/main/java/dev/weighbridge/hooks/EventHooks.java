package dev.weighbridge.hooks;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.artifact.Stretch;
import dev.weighbridge.ingestion.EventType;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The places that are told of events, and the only writer of their rows. For many threads. */
@Component
public class EventHooks {

    /** So many an account may have. */
    private static final int MOST = 50;

    private final JdbcClient sql;

    private final HookSecrets secrets;

    private final Clock clock;

    EventHooks(JdbcClient sql, HookSecrets secrets, Clock clock) {
        this.sql = sql;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** @throws IngestionException INVALID_REQUEST without a URL; LIMIT_EXCEEDED if the account has fifty */
    @Transactional
    public EventHook add(String accountUuid, NewEventHook given) {
        URI url = given.url();
        if (url == null) {
            throw new IngestionException(FailureKind.INVALID_REQUEST,
                    "Could not keep the event hook: field[url] is mandatory, and missing or empty. Correct it and send it again.");
        }
        if (count(accountUuid) >= MOST) {
            throw new IngestionException(FailureKind.LIMIT_EXCEEDED,
                    "Could not keep the event hook: the account has " + MOST + " already. Delete one that is not needed.");
        }
        String uuid = ResourceUuid.random();
        String secret = given.secret() == null || given.secret().isEmpty() ? null : secrets.sealedSecret(uuid, given.secret());
        sql.sql("""
                insert into event_hook (uuid, account_uuid, everybody, name, url, origin, secret, types, enabled, created_at, changed_at)
                values (:uuid, :account, :everybody, :name, :url, :origin, :secret, :types, :enabled, :now, :now)""").param("uuid", uuid)
                .param("account", accountUuid).param("everybody", given.everybody()).param("name", given.name())
                .param("url", secrets.sealedUrl(uuid, url)).param("origin", origin(url)).param("secret", secret)
                .param("types", text(given.types())).param("enabled", given.enabled()).param("now", now()).update();
        return known(uuid);
    }

    /** @throws IngestionException NOT_FOUND */
    @Transactional
    public EventHook change(String uuid, NewEventHook given) {
        known(uuid);
        URI url = given.url();
        String secret = given.secret();
        sql.sql("update event_hook set everybody = :everybody, name = :name, types = :types, enabled = :enabled, changed_at = :now where uuid = :uuid")
                .param("everybody", given.everybody()).param("name", given.name()).param("types", text(given.types()))
                .param("enabled", given.enabled()).param("now", now()).param("uuid", uuid).update();
        if (url != null) {
            sql.sql("update event_hook set url = :url, origin = :origin where uuid = :uuid").param("url", secrets.sealedUrl(uuid, url))
                    .param("origin", origin(url)).param("uuid", uuid).update();
        }
        if (secret != null) {
            sql.sql("update event_hook set secret = :secret where uuid = :uuid")
                    .param("secret", secret.isEmpty() ? null : secrets.sealedSecret(uuid, secret)).param("uuid", uuid).update();
        }
        return known(uuid);
    }

    /** Deletes it, and what it was not told yet. */
    @Transactional
    public void delete(String uuid) {
        sql.sql("delete from event_hook where uuid = :uuid").param("uuid", uuid).update();
    }

    @Transactional(readOnly = true)
    public Optional<EventHook> find(String uuid) {
        return sql.sql("select * from event_hook where uuid = :uuid").param("uuid", uuid).query(EventHooks::row).optional();
    }

    /**
     * In the order of their creation.
     *
     * @param accountUuid whose; null for everybody's
     */
    @Transactional(readOnly = true)
    public List<EventHook> list(@Nullable String accountUuid, boolean latestFirst, Stretch stretch) {
        String direction = latestFirst ? " desc" : "";
        return sql.sql("select * from event_hook where " + whose(accountUuid) + " order by created_at" + direction + ", uuid" + direction
                + " limit :limit offset :start").param("account", accountUuid).param("limit", stretch.limit())
                .param("start", stretch.start())
                .query(EventHooks::row).list();
    }

    /** @param accountUuid whose; null for everybody's */
    @Transactional(readOnly = true)
    public long count(@Nullable String accountUuid) {
        return sql.sql("select count(*) from event_hook where " + whose(accountUuid)).param("account", accountUuid).query(Long.class)
                .single();
    }

    /** Those that want to be told of events of this type, whoever's. */
    List<EventHook> listening(EventType type) {
        return sql.sql("select * from event_hook where enabled").query(EventHooks::row).list().stream()
                .filter(hook -> hook.types().contains(type)).toList();
    }

    private EventHook known(String uuid) {
        return find(uuid).orElseThrow(() -> new IngestionException(FailureKind.NOT_FOUND,
                "Could not find the event hook: there is none with this uuid. Check it."));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static String whose(@Nullable String accountUuid) {
        return accountUuid == null ? "true" : "account_uuid = :account";
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority();
    }

    private static String text(Set<EventType> types) {
        return types.stream().map(EventType::text).sorted().collect(Collectors.joining(","));
    }

    private static EventHook row(ResultSet row, int number) throws SQLException {
        List<String> types = List.of(row.getString("types").split(","));
        return new EventHook(row.getString("uuid"), row.getString("account_uuid"), row.getString("name"), row.getString("origin"),
                Arrays.stream(EventType.values()).filter(type -> types.contains(type.text())).collect(Collectors.toSet()),
                row.getBoolean("everybody"), row.getBoolean("enabled"), row.getString("secret") != null, time(row, "created_at"),
                time(row, "changed_at"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
