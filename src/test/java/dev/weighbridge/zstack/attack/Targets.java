package dev.weighbridge.zstack.attack;

import java.util.ArrayList;
import java.util.List;

import dev.weighbridge.api.ApiClient;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.secret.TestSecrets;
import dev.weighbridge.zstack.DoorClient;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is on the node under attack, and who attacks it. */
final class Targets {

    /** Without workers, so that nothing is fetched; a call that would be held is answered soon. */
    static final String[] SETTINGS = {"weighbridge.roles=api", "weighbridge.add-model.sync-wait=20ms",
            "weighbridge.login.failures=1000000"};

    private static final String UNKNOWN = "ffffffffffff4fff8fffffffffffffff";

    private final TestNode node;

    private final String adminsHash;

    Targets(TestNode node) {
        this.node = node;
        adminsHash = node.bean(JdbcTemplate.class).queryForObject("select password_hash from account where name = 'admin'", String.class);
    }

    /**
     * Sessions, and uuids of things that are there.
     *
     * @param authorizations values of the header; null for nobody
     * @param secrets what may be in no answer
     */
    record Callers(List<@Nullable String> authorizations, List<String> uuids, List<String> secrets) {

        @Nullable
        String pick(Nasty nasty) {
            return authorizations.get(nasty.upTo(authorizations.size()));
        }
    }

    /** Whatever earlier requests have done to the accounts and the centres, there are new ones. */
    Callers fresh() {
        node.bean(JdbcTemplate.class).update("update account set password_hash = ? where name = 'admin'", adminsHash);
        String session = TestSecrets.keep("a session",
                DoorClient.anonymous(node).logIn("admin", TestNode.ADMIN_PASSWORD).ok().text("/inventory/uuid"));
        DoorClient admin = DoorClient.anonymous(node).with("Authorization", "OAuth " + session);
        String secret = TestSecrets.fresh("a token of a centre");
        String centre = admin
                .post("/zstack/v1/ai/model-centers", DoorClient.centreBody("attacked", "https://hub.invalid").replace("{\"name\"",
                        "{\"parameters\":\"{\\\"token\\\":\\\"" + secret + "\\\"}\",\"name\""))
                .ok().text("/inventory/uuid");
        List<String> uuids = new ArrayList<>(List.of(centre, DoorClient.ADMIN_UUID, UNKNOWN));
        List<@Nullable String> authorizations = new ArrayList<>();
        authorizations.add("OAuth " + session);
        authorizations.add(ApiClient.ordinary(node).authorization());
        authorizations.add(null);
        authorizations.add("OAuth " + UNKNOWN);
        authorizations.add("ZStack a:b");
        return new Callers(authorizations, List.copyOf(uuids), List.of(secret, adminsHash));
    }
}
