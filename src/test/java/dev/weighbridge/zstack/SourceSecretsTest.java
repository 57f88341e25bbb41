package dev.weighbridge.zstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.net.LoopbackProxy;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.secret.TestSecrets;
import dev.weighbridge.source.http.FaultyHttpServer;
import dev.weighbridge.source.huggingface.FakeHub;
import dev.weighbridge.source.modelscope.FakeModelScope;
import dev.weighbridge.source.modelscope.Fault;
import dev.weighbridge.source.oci.Artifact;
import dev.weighbridge.source.oci.FakeRegistry;
import dev.weighbridge.source.oci.TokenGuard;
import dev.weighbridge.source.s3.TestStore;
import org.jspecify.annotations.Nullable;
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
import tools.jackson.databind.json.JsonMapper;

/** Models from every kind of source with every credential it takes, let in and refused, and then a look at everything that was written down. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
@ExtendWith(OutputCaptureExtension.class)
class SourceSecretsTest {

    private static final String MODELS = "/zstack/v1/ai/models";

    private static final String CENTRES = "/zstack/v1/ai/model-centers";

    private final TestDatabase database;

    /** What nobody may see, by what it is. */
    private final Map<String, String> secrets = new TreeMap<>();

    private final List<String> answers = new ArrayList<>();

    private final LoopbackProxy proxy = LoopbackProxy.start();

    private final String proxyPassword = secret("the proxy's password");

    private TestNode node;

    private DoorClient admin;

    SourceSecretsTest(TestDatabase database) throws IOException {
        this.database = database;
    }

    @BeforeEach
    void start() {
        node = TestNode.start(database, "weighbridge.sources.allowed-networks=127.0.0.0/8,localhost",
                "weighbridge.net.proxy=http://gate:" + proxyPassword + "@127.0.0.1:" + proxy.port());
        admin = DoorClient.admin(node);
        LoggingSystem.get(SourceSecretsTest.class.getClassLoader()).setLogLevel("dev.weighbridge", LogLevel.DEBUG);
    }

    @AfterEach
    void stop() throws IOException {
        LoggingSystem.get(SourceSecretsTest.class.getClassLoader()).setLogLevel("dev.weighbridge", null);
        node.close();
        proxy.close();
    }

    @Test
    void noSecretOfASourceIsLoggedAnsweredOrKeptInClear(CapturedOutput output) throws IOException {
        huggingFace();
        modelScope();
        registry();
        store();
        byProxy();
        for (String path : List.of(MODELS, CENTRES, "/api/v1/ingestions?limit=1000", "/actuator/prometheus", "/actuator/health")) {
            answers.add(admin.get(path).body());
        }

        assertThat(output.getAll()).as("the capture sees the log").contains("Ingestion ", "hub-gated");
        assertThat(tables("%")).as("the tables are read").contains("ingest-model", "hub-gated");
        secrets.putAll(Map.of("a signed request", "AWS4-HMAC-SHA256", "a signature", "Signature=", "a cookie", "m_session_id="));
        secrets.forEach((what, secret) -> {
            assertThat(output.getAll()).as("%s in the log", what).doesNotContain(secret);
            assertThat(answers).as("%s in an answer", what).noneMatch(answer -> answer.contains(secret));
            assertThat(tables("%")).as("%s in a table", what).doesNotContain(secret);
            assertThat(tables("batch%")).as("%s in a table of Spring Batch", what).doesNotContain(secret);
        });
        assertThat(node.bean(JdbcTemplate.class).queryForObject("select count(*) from ingestion where token is not null", Long.class))
                .as("all have ended").isZero();
    }

    private void huggingFace() {
        String of = secret("the hub's token");
        String asked = secret("the hub's token of a request");
        String wrong = secret("a token that the hub does not know");
        String weak = secret("a token without permissions");
        secrets.put("the signature of the hub's link", "sig-secret");
        try (FakeHub hub = FakeHub.start()) {
            hub.token(of).token(asked).tokenWithoutPermissions(weak);
            hub.model("org/one").put("a.bin", bytes(1)).hide().letIn(of);
            hub.model("org/two").put("a.bin", bytes(2)).hide().letIn(asked).letIn(weak);
            hub.model("org/gated").put("a.bin", bytes(3)).detail("gated", "auto");
            String centre = centre("hub", hub.endpoint(), Map.of("type", "huggingface", "token", of));
            hub.expire(1);
            add(centre, "hub-one", "org/one", null).ok();
            add(centre, "hub-two", "org/two", asked).ok();
            add(centre, "hub-gated", "org/gated", asked).failedWith("SYS.1006");
            add(centre, "hub-wrong", "org/one", wrong).failedWith("SYS.1006");
            add(centre, "hub-weak", "org/two", weak).failedWith("SYS.1006");
            assertThat(hub.cdnCalls()).as("links were signed, and one was too old").hasSizeGreaterThan(2)
                    .allMatch(call -> call.authorization() == null);
            plans(centre, "org/two", asked, wrong, weak);
        }
    }

    private void modelScope() {
        String of = secret("ModelScope's token");
        String wrong = secret("a token that ModelScope does not know");
        String signature = secret("the signature of ModelScope's link");
        try (FakeModelScope hub = FakeModelScope.start(); FaultyHttpServer storage = FaultyHttpServer.start()) {
            storage.file("/blob", bytes(4));
            hub.requireToken(of).repository("org/one").put("a.bin", bytes(4));
            hub.repository("org/two").put("a.bin", bytes(5));
            String centre = centre("modelscope", hub.endpoint(), Map.of("type", "modelscope", "token", of));
            hub.redirectFiles(path -> storage.url("/blob?X-Signature=" + signature).toString());
            add(centre, "ms-one", "org/one", null).ok();
            assertThat(storage.requests()).isNotEmpty();
            hub.tellStrangers(Fault.envelope(401, 401, "not logged in")).endSessions();
            storage.file("/blob", bytes(5)).refuseAlways(403);
            waitsAndIsCancelled(centre, "ms-two", "org/two", of);
            add(centre, "ms-wrong", "org/one", wrong).failedWith("SYS.1006");
            plans(centre, "org/one", of, wrong);
            assertThat(hub.requests("")).extracting(FakeModelScope.Request::cookie).filteredOn(cookie -> cookie != null).isNotEmpty()
                    .allSatisfy(cookie -> secrets.put("a session of ModelScope " + secrets.size(), cookie.replace("m_session_id=", "")));
        }
    }

    private void registry() {
        String password = secret("the registry's password");
        String token = secret("the registry's bearer tokens");
        String wrong = secret("a password that the registry does not know");
        secrets.put("the registry's login", Base64.getEncoder().encodeToString(("ann:" + password).getBytes(StandardCharsets.UTF_8)));
        try (FakeRegistry registry = FakeRegistry.start()) {
            registry.push("org/one", "v1", Artifact.empty().layer("application/octet-stream", bytes(6), Artifact.TITLE, "a.bin"));
            registry.guard(new TokenGuard(registry.url("/token"), "ann:" + password).beginning(token));
            String url = registry.url("").toString();
            add(centre("oci", url, Map.of("type", "oci", "username", "ann", "password", password)), "oci-one", "org/one:v1", null).ok();
            String refused = centre("oci-wrong", url, Map.of("type", "oci", "username", "ann", "password", wrong));
            add(refused, "oci-wrong", "org/one:v1", null).failedWith("SYS.1006");
            plans(refused, "org/one:v1", password, wrong);
        }
    }

    private void store() {
        TestStore store = TestStore.signed();
        String bucket = store.bucket();
        store.put(bucket, "m/a.bin", bytes(7));
        String wrong = secret("a wrong secret key");
        secrets.put("the secret key", TestStore.SECRET_KEY);
        add(centre("s3", store.url(), Map.of("type", "s3", "accessKey", TestStore.ACCESS_KEY, "secretKey", TestStore.SECRET_KEY)), "s3-one",
                bucket + "/m", null).ok();
        String refused = centre("s3-wrong", store.url(), Map.of("type", "s3", "accessKey", TestStore.ACCESS_KEY, "secretKey", wrong));
        add(refused, "s3-wrong", bucket + "/m", null).failedWith("SYS.1006");
        plans(refused, bucket + "/m", TestStore.ACCESS_KEY + ":" + TestStore.SECRET_KEY, TestStore.ACCESS_KEY + ":" + wrong, wrong);
    }

    /** To an address that only the proxy can lead to the server behind it. */
    private void byProxy() {
        String header = Base64.getEncoder().encodeToString(("gate:" + proxyPassword).getBytes(StandardCharsets.UTF_8));
        secrets.put("the proxy's login", header);
        String token = secret("a token for a host behind the proxy");
        try (FaultyHttpServer server = FaultyHttpServer.start()) {
            server.file("/a.bin", bytes(8)).requireToken(token);
            String url = "http://1.1.1.1:" + server.port() + "/";
            String centre = centre("proxied", url, Map.of("type", "http", "token", token));
            proxy.requireLogin("Basic " + header);
            add(centre, "proxied-one", url + "a.bin", null).ok();
            assertThat(proxy.asked()).isNotEmpty();
            proxy.requireLogin("Basic another");
            plans(centre, url + "a.bin", token);
        }
    }

    private String centre(String name, String url, Map<String, String> parameters) {
        var reply = admin.post(CENTRES, json(Map.of("param", Map.of("name", name, "url", url, "managementIp", "127.0.0.1", "managementPort",
                5000, "parameters", json(parameters))))).ok();
        answers.add(reply.body());
        return reply.text("/inventory/uuid");
    }

    private DoorClient.Reply add(String centre, String name, String installPath, @Nullable String token) {
        var ended = admin.awaitJob(ask(centre, name, installPath, token));
        answers.add(ended.body());
        return ended;
    }

    private DoorClient.Reply ask(String centre, String name, String installPath, @Nullable String token) {
        Map<String, Object> asked = new TreeMap<>(Map.of("name", name, "installPath", installPath, "modelCenterUuid", centre));
        if (token != null) {
            asked.put("token", token);
        }
        return admin.post(MODELS, json(Map.of("param", asked)), "X-Job-UUID", DoorClient.jobUuid());
    }

    /** Its failure is kept and shown while it waits, and so is its token, encrypted. */
    private void waitsAndIsCancelled(String centre, String name, String installPath, String token) {
        JdbcTemplate sql = node.bean(JdbcTemplate.class);
        ask(centre, name, installPath, token);
        List<String> waiting = await().atMost(Duration.ofSeconds(60)).until(() -> sql.queryForList(
                "select uuid from ingestion where name = ? and state = 'WAITING' and token is not null", String.class, name),
                uuids -> uuids.size() == 1);
        answers.add(admin.get("/api/v1/ingestions?limit=1000").body());
        node.bean(Ingestions.class).cancel(waiting.getFirst());
    }

    /** Asks for plans, with the centre's own credential and with these. */
    private void plans(String centre, String installPath, String... tokens) {
        for (String token : tokens) {
            var reply = admin.post("/api/v1/plans", json(Map.of("modelCenterUuid", centre, "installPath", installPath, "token", token)),
                    "Content-Type", "application/json");
            assertThat(reply.status()).as(reply.body()).isIn(200, 400, 403, 422, 502, 503);
            answers.add(reply.body());
        }
        answers.add(admin.post("/api/v1/plans", json(Map.of("modelCenterUuid", centre, "installPath", installPath)), "Content-Type",
                "application/json").body());
    }

    private String secret(String what) {
        String secret = TestSecrets.fresh(what);
        secrets.put(what, secret);
        return secret;
    }

    private static String json(Object value) {
        return JsonMapper.shared().writeValueAsString(value);
    }

    private static byte[] bytes(int seed) {
        byte[] bytes = new byte[1000];
        Arrays.fill(bytes, (byte) seed);
        return bytes;
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
