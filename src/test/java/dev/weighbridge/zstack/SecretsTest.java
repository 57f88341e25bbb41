package dev.weighbridge.zstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.secret.TestSecrets;
import dev.weighbridge.source.http.FaultyFile;
import dev.weighbridge.source.http.FaultyHttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;

/** A day at the door with every secret that passes it, and then a look at everything that was written down. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
@ExtendWith(OutputCaptureExtension.class)
class SecretsTest {

    private static final String MODELS = "/zstack/v1/ai/models";

    private static final String CENTRES = "/zstack/v1/ai/model-centers";

    private static final String OURS = "dev.weighbridge";

    private final TestNode node;

    private final DoorClient anyone;

    /** What nobody may see, by what it is. */
    private final Map<String, String> secrets = new TreeMap<>(Map.of(
            "the password", TestNode.ADMIN_PASSWORD,
            "the password's hash", DoorClient.sha512(TestNode.ADMIN_PASSWORD),
            "the centre's token", secret("centre"),
            "the request's token", secret("request"),
            "the url's password", secret("userinfo"),
            "the url's signature", secret("signature")));

    private final List<String> answers = new ArrayList<>();

    SecretsTest(TestDatabase database) {
        this.node = TestNode.shared(database);
        this.anyone = DoorClient.anonymous(node);
    }

    @BeforeEach
    void logMore() {
        LoggingSystem.get(SecretsTest.class.getClassLoader()).setLogLevel(OURS, LogLevel.DEBUG);
    }

    @AfterEach
    void logAsBefore() {
        LoggingSystem.get(SecretsTest.class.getClassLoader()).setLogLevel(OURS, null);
    }

    @Test
    void noSecretIsLoggedAnsweredOrKeptInClear(CapturedOutput output) {
        String session = anyone.logIn("admin", TestNode.ADMIN_PASSWORD).ok().text("/inventory/uuid");
        DoorClient admin = anyone.with("Authorization", "OAuth " + session);
        try (FaultyHttpServer server = FaultyHttpServer.start()) {
            String centre = centre(admin, server);
            succeeds(admin, server, centre);
            fails(admin, server, centre);
            isRefused(admin, server, centre);
        }
        for (String path : List.of(MODELS, CENTRES, MODELS + "?q=name~=secret-%25", MODELS + "?q=token=x", "/v3/api-docs",
                "/actuator/prometheus", "/actuator/health")) {
            answers.add(admin.get(path).body());
        }
        answers.add(anyone.logIn("admin", the("centre's token")).body());
        answers.add(admin.send("DELETE", "/zstack/v1/accounts/sessions/" + session, "").body());
        secrets.put("the session", session);

        assertThat(output.getAll()).as("the capture sees the log").contains("Ingestion ", "secret-gone");
        assertThat(tables()).as("the tables are read").contains("ingest-model", "secret-gone");
        secrets.forEach((what, secret) -> {
            assertThat(output.getAll()).as("%s in the log", what).doesNotContain(secret);
            assertThat(answers).as("%s in an answer", what).noneMatch(answer -> answer.contains(secret));
            // A job is found by its uuid, and an installPath is kept as it was given.
            if (!what.equals("the url's signature") && !what.endsWith("job")) {
                assertThat(tables()).as("%s in a table", what).doesNotContain(secret);
            }
            assertThat(batchTables()).as("%s in a table of Spring Batch", what).doesNotContain(secret);
        });
    }

    /** A centre with a token of its own. */
    private String centre(DoorClient admin, FaultyHttpServer server) {
        var reply = admin.post(CENTRES, """
                {"param":{"name":"secret-centre","url":"%s","managementIp":"127.0.0.1","managementPort":5000,
                "parameters":"{\\"token\\":\\"%s\\"}"}}""".formatted(server.url(""), the("centre's token"))).ok();
        answers.add(reply.body());
        return reply.text("/inventory/uuid");
    }

    private void succeeds(DoorClient admin, FaultyHttpServer server, String centre) {
        server.file("/by-centre.bin", new byte[] {1}).requireToken(the("centre's token"));
        server.file("/by-request.bin", new byte[] {2}).requireToken(the("request's token"));
        add(admin, centre, "secret-by-centre", "by-centre.bin", "").ok();
        add(admin, centre, "secret-by-request", server.url("/by-request.bin").toString(), token()).ok();
    }

    private void fails(DoorClient admin, FaultyHttpServer server, String centre) {
        for (int status : List.of(401, 403, 404, 410)) {
            refusing(server, "/" + status + ".bin").refuseAlways(status);
            add(admin, centre, "secret-" + status, server.url("/" + status + ".bin").toString(), token()).failedWith("SYS.1006");
        }
        String signed = "/gone.bin?X-Signature=" + the("url's signature");
        refusing(server, signed).refuseAlways(404);
        add(admin, centre, "secret-gone", server.url(signed).toString(), token()).failedWith("SYS.1006");
        String elsewhere = "http://169.254.169.254/latest?X-Signature=" + the("url's signature");
        refusing(server, "/moved.bin").redirectTo(elsewhere);
        add(admin, centre, "secret-moved", server.url("/moved.bin").toString(), token()).failedWith("SYS.1006");
    }

    private void isRefused(DoorClient admin, FaultyHttpServer server, String centre) {
        String withPassword = server.url("/by-request.bin").toString().replace("://", "://me:" + the("url's password") + "@");
        add(admin, centre, "secret-url", withPassword, token()).failedWith("SYS.1007");
        add(admin, centre, "secret-url", "by-request.bin?X-Signature=" + the("url's signature") + "%zz", token())
                .failedWith("SYS.1007");
        add(admin, centre, "secret-size", "by-request.bin", token() + ",\"size\":-1").failedWith("SYS.1007");
        answers.add(admin.post(MODELS, "{\"param\":{\"token\":{\"a\":\"" + the("request's token") + "\"}}}").body());
        answers.add(admin.post(MODELS, "{\"param\":{\"token\":\"" + the("request's token")).body());
        answers.add(admin.get(MODELS, "Authorization", "OAuth " + the("request's token")).body());
    }

    /** Adds a model as a polling caller does; the job's uuid is a secret but for the location that its own caller is given. */
    private DoorClient.Reply add(DoorClient admin, String centre, String name, String installPath, String more) {
        String job = UUID.randomUUID().toString().replace("-", "");
        secrets.put("the " + secrets.size() + "th job", job);
        var accepted = admin.post(MODELS, "{\"param\":{\"name\":\"" + name + "\",\"installPath\":\"" + installPath
                + "\",\"modelCenterUuid\":\"" + centre + "\"" + more + "}}", "X-Job-UUID", job);
        assertThat(accepted.text("/location")).endsWith(job);
        var ended = admin.awaitJob(accepted);
        answers.add(ended.body());
        return ended;
    }

    private static FaultyFile refusing(FaultyHttpServer server, String path) {
        return server.file(path, new byte[] {9});
    }

    private String token() {
        return ",\"token\":\"" + the("request's token") + "\"";
    }

    private String the(String what) {
        return Objects.requireNonNull(secrets.get("the " + what));
    }

    private static String secret(String of) {
        return TestSecrets.fresh(of);
    }

    private String tables() {
        return tables("%");
    }

    private String batchTables() {
        return tables("batch%");
    }

    private String tables(String like) {
        JdbcTemplate sql = node.bean(JdbcTemplate.class);
        var text = new StringBuilder();
        for (String table : sql.queryForList("""
                select table_name from information_schema.tables
                where lower(table_schema) = 'public' and lower(table_name) like ?""", String.class, like)) {
            sql.queryForList("select * from \"" + table + "\"").forEach(text::append);
        }
        return text.toString();
    }
}
