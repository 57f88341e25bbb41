package dev.weighbridge.zstack.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.console.ConsoleClient;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.secret.TestSecrets;
import dev.weighbridge.zstack.DoorClient;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is on the node under attack, and who attacks it: the administrator and an ordinary account, who have one of everything, and strangers. */
final class Targets {

    private static final String HOOK_SECRET = TestSecrets.fresh("the secret of web hooks");

    static final String SYNC_SECRET = TestSecrets.fresh("the secret of the hub's web hooks");

    private static final String METRICS = TestSecrets.fresh("the token of the metrics");

    /** A call that would be held is answered soon. */
    static final String[] SETTINGS = {"weighbridge.add-model.sync-wait=20ms", "weighbridge.login.failures=1000000",
            "weighbridge.webhooks.secret=" + HOOK_SECRET, "weighbridge.sync.hooks.huggingface.secret=" + SYNC_SECRET,
            "weighbridge.metrics.token=" + METRICS,
            // The client gives a connection up after 30 s that nothing was asked on, and is to be the first: a connection that breaks is a find.
            "server.tomcat.keep-alive-timeout=120s"};

    private static final String UNKNOWN = "ffffffffffff4fff8fffffffffffffff";

    private final TestNode node;

    private final JdbcTemplate sql;

    private final String hash;

    private final String ordinary = ResourceUuid.random();

    /** Are changed and deleted by attacks. */
    private final List<String> victims = List.of(ResourceUuid.random(), ResourceUuid.random(), ResourceUuid.random());

    /** May be signed out. */
    private final String victim = victims.getFirst();

    /** Has nothing but a session, which nobody may see. */
    private final String bystander = ResourceUuid.random();

    private final Estate admins;

    private final Estate ordinarys;

    /** @param stock how often what only a worker makes may be taken away; the workers stop then, so that nothing else is fetched */
    Targets(TestNode node, int stock) {
        this.node = node;
        sql = node.bean(JdbcTemplate.class);
        hash = sql.queryForObject("select password_hash from account where name = 'admin'", String.class);
        reset();
        String models = folder(node);
        admins = new Estate(client(session("admin")), models);
        ordinarys = new Estate(client(session(ordinary)), models);
        admins.stock(stock);
        ordinarys.stock(stock);
        node.bean("schedulers", SmartLifecycle.class).stop();
    }

    /**
     * Who may send what.
     *
     * @param secrets what may be in no answer
     * @param goner whose session may be ended
     */
    record Callers(List<Caller> callers, Caller goner, Things things, List<String> secrets) {

        Caller pick(Endpoint endpoint, Nasty nasty) {
            Caller caller = nasty.pick(callers);
            return endpoint.signsOut() && !nasty.oneIn(4) ? goner : endpoint.signsOut() ? Caller.NOBODY : caller;
        }
    }

    /** Whatever earlier requests have done: everything is there again, and all have new sessions. */
    Callers fresh() {
        reset();
        String admin = session("admin");
        String other = session(ordinary);
        admins.isOwnedBy(client(admin));
        ordinarys.isOwnedBy(client(other));
        admins.mend();
        ordinarys.mend();
        ConsoleClient browser = ConsoleClient.signedIn(node, "admin");
        Caller all = Caller.signedIn(browser).and("OAuth " + admin);
        String goner = session(victim);
        List<Caller> callers = List.of(all, all, Caller.signedIn(ConsoleClient.signedIn(node, ordinary)).and("OAuth " + other),
                Caller.NOBODY,
                Caller.with("OAuth " + UNKNOWN, UNKNOWN), Caller.with("ZStack a:b", browser.cookie("weighbridge-session")));
        List<String> secrets = new ArrayList<>(
                List.of(hash, HOOK_SECRET, SYNC_SECRET, METRICS, TestNode.ADMIN_PASSWORD, session(bystander)));
        secrets.addAll(admins.secrets());
        secrets.addAll(ordinarys.secrets());
        return new Callers(callers, Caller.signedIn(ConsoleClient.signedIn(node, victim)), things(goner), List.copyOf(secrets));
    }

    /** The accounts as they were, without a limit that an attack has set or come to. */
    private void reset() {
        sql.update("update account set password_hash = ? where name = 'admin'", hash);
        for (String account : Stream.concat(Stream.of(ordinary, bystander), victims.stream()).toList()) {
            if (sql.update("update account set name = uuid, password_hash = ? where uuid = ?", hash, account) == 0) {
                sql.update("""
                        insert into account (uuid, name, password_hash, type, create_date, last_op_date)
                        select ?, ?, password_hash, 'NORMAL', create_date, last_op_date from account where name = 'admin'""", account,
                        account);
            }
        }
        sql.update("delete from account_quota");
        sql.update("delete from account_session");
    }

    private Things things(String goner) {
        Map<String, List<String>> byKind = new HashMap<>(Map.of("accounts", victims, "sessions", List.of(goner), "{wish}",
                List.of("pause", "resume", "cancel", "approve", "retry", "retry-failed"), "{*path}", List.of("config.json"), "**",
                List.of("liveness", "store", "db"), "{id}", List.of("application"), "{resourceUuid}", new ArrayList<>()));
        Set<String> all = new LinkedHashSet<>(List.of(DoorClient.ADMIN_UUID, ordinary, UNKNOWN));
        for (Estate estate : List.of(admins, ordinarys)) {
            estate.uuids().forEach((kind, uuid) -> byKind.computeIfAbsent(kind, any -> new ArrayList<>()).add(uuid));
            all.addAll(estate.uuids().values());
        }
        byKind.getOrDefault("ingestions", List.of()).addAll(byKind.getOrDefault("open", List.of()));
        byKind.put("{resourceUuid}", byKind.getOrDefault("models", List.of()));
        return new Things(Map.copyOf(byKind), List.copyOf(all));
    }

    private DoorClient client(String session) {
        return DoorClient.anonymous(node).with("Authorization", "OAuth " + session);
    }

    private String session(String name) {
        return TestSecrets.keep("a session", DoorClient.anonymous(node).logIn(name, TestNode.ADMIN_PASSWORD).ok().text("/inventory/uuid"));
    }

    private static String folder(TestNode node) {
        try {
            Path folder = Files.createDirectories(node.models().resolve(Estate.FOLDER));
            Files.writeString(folder.resolve("config.json"), "{\"architectures\":[\"LlamaForCausalLM\"],\"model_type\":\"llama\"}");
            return node.models().toString();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
