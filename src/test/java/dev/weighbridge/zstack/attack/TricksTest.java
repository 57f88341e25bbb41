package dev.weighbridge.zstack.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

import dev.weighbridge.console.ConsoleClient;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.secret.TestSecrets;
import dev.weighbridge.zstack.DoorClient;
import dev.weighbridge.zstack.OrdinaryAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.json.JsonMapper;

/** Paths that mean another path, hosts that are none, names that would be lines of the log, and guessing at jobs. */
@ExtendWith(OutputCaptureExtension.class)
class TricksTest {

    private static final String CENTRES = "/zstack/v1/ai/model-centers";

    private static final String JOBS = "/zstack/v1/api-jobs/";

    private static final int UUID_LENGTH = 36;

    private final TestNode node = TestNode.shared(TestDatabase.H2);

    private final DoorClient admin = DoorClient.admin();

    private final DoorClient nobody = DoorClient.anonymous();

    @ParameterizedTest
    @ValueSource(strings = {"/zstack/v1/ai/models;a=b", "/zstack/v1/ai/models;", "//zstack/v1/ai/models", "/zstack//v1/ai/models",
            "/zstack/./v1/ai/models",
            "/zstack/v1/accounts/login/../../ai/models", "/zstack/v1/%61i/models", "/zstack/v1/ai/models%2f", "/zstack/v1/ai%2fmodels",
            "/zstack/v1/ai/models%00", "/ZSTACK/v1/ai/models", "/zstack/v1/ai/models.json",
            "/zstack/v1/accounts/sessions/a/valid/../../../../ai/models",
            "/api/v1/models/", "/api/v1;/models", "/api//v1/models", "/api/v1/%6dodels", "/actuator/health/../prometheus",
            "/actuator/health/..%2fprometheus",
            "/actuator;/prometheus", "/actuator/health/..;/prometheus", "/actuator//prometheus", "/%61ctuator/prometheus",
            "\\actuator\\prometheus"})
    void noSpellingOfAPathNeedsNoCredentials(String path) {
        String answer = DoorClient.raw(node, "GET " + path + " HTTP/1.1", nobody);
        assertThat(answer).doesNotStartWith("HTTP/1.1 200").doesNotContain("inventories").doesNotContain("jvm_memory")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gate.example/evil?", "gate.example\tevil", "user@gate.example", "gate.example#", "<script>", "a b"})
    void aHostThatIsNoneIsNotAnsweredWithALocation(String host) {
        String answer = DoorClient.raw(node, "DELETE " + CENTRES + "/" + UUID.randomUUID().toString().replace("-", "") + " HTTP/1.1",
                admin.with("X-Job-UUID", DoorClient.jobUuid(), "Host", host));
        assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("location").doesNotContain("evil").doesNotContain("<script>");
    }

    @Test
    void aNameIsNoLineOfTheLog(CapturedOutput log) {
        String mark = "forged-" + UUID.randomUUID();
        for (String end : List.of("\\n", "\\r", "\\r\\n", "\\u0085", "\\u2028", "\\u001b[2K")) {
            String name = "a" + end + mark + " ERROR all is lost";
            admin.post(CENTRES, DoorClient.centreBody(name, "https://hub.invalid"));
            admin.post(CENTRES, DoorClient.centreBody("b", "https://hub.invalid/" + name));
            admin.post("/zstack/v1/ai/models",
                    "{\"param\":{\"name\":\"" + name + "\",\"installPath\":\"/" + name + "\",\"modelCenterUuid\":\""
                            + admin.centre("/a") + "\"}}");
            nobody.logIn(name.replace("\\", ""), "p");
        }
        assertThat(log.getAll().lines().filter(line -> line.startsWith(mark))).isEmpty();
        assertThat(log.getAll()).doesNotContain("\u001b[2K" + mark);
    }

    /** Names that look like other names, or like none, are kept as they are: what they look like is for whoever shows them. */
    @ParameterizedTest
    @ValueSource(strings = {"\u202etxt.ledom", "a\u200b\u200d\ufeffb", "g\u043e\u043egle", "\u0130\u0131\u017f\u212a", "e\u0301", "\u00e9",
            "\ud83d\ude00",
            "\u2066a\u2069", "z\u0335\u0321\u0322\u0327", "a\u00adb", "\ufdfa", "\u0001\u001b[31mred", "a\u2028b\u0085c"})
    void aNameThatDeceivesIsKeptAsItIs(String trick, CapturedOutput log) {
        String name = UUID.randomUUID() + trick;
        String made = named(name).ok().text("/inventory/uuid");
        assertThat(admin.get("/zstack/v1/ai/models/" + made).ok().text("/inventories/0/name")).isEqualTo(name);
        assertThat(admin.get("/api/v1/models/" + made).ok().text("/name")).isEqualTo(name);
        assertThat(admin.get("/zstack/v1/ai/models?q=name=" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20")).ok()
                .at("/inventories").size()).isEqualTo(1);
        isOneHarmlessLine(log, name.substring(0, UUID_LENGTH));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\ud800", "\\udc00\\ud800", "a\\u0000b"})
    void aNameThatCannotBeKeptIsRefusedWithASentence(String trick, CapturedOutput log) {
        String mark = UUID.randomUUID().toString();
        var reply = named(mark + trick);
        assertThat(reply.status()).as(reply.body()).isIn(400, 503);
        assertThat(reply.body()).contains("name").doesNotContain("Exception");
        isOneHarmlessLine(log, mark);
    }

    @Test
    void aNameOfMarksWithoutEndIsRefusedForItsLengthOrKept(CapturedOutput log) {
        String mark = UUID.randomUUID().toString();
        String made = named(mark + "z" + "\u0335".repeat(200)).ok().text("/inventory/uuid");
        assertThat(admin.get("/zstack/v1/ai/models/" + made).ok().text("/inventories/0/name")).hasSize(mark.length() + 201);
        assertThat(named(mark + "z" + "\u0335".repeat(5000)).failedWith("SYS.1007").body()).contains("name").contains("255");
        isOneHarmlessLine(log, mark);
    }

    /** Everything that is logged of it: it begins where a line begins, and no terminal obeys it or turns it round. */
    private static void isOneHarmlessLine(CapturedOutput log, String mark) {
        log.getAll().lines().filter(line -> line.contains(mark)).forEach(line -> {
            assertThat(line).matches("\\d{4}-.*");
            assertThat(line.codePoints().filter(point -> point != '\t').mapToObj(Character::getType))
                    .doesNotContain((int) Character.CONTROL, (int) Character.FORMAT, (int) Character.LINE_SEPARATOR);
        });
    }

    private DoorClient.Reply named(String name) {
        try {
            Path file = Files.writeString(node.models().resolve(UUID.randomUUID().toString()), name.replaceAll("[^ -~]", "?"));
            return admin.post("/zstack/v1/ai/models",
                    "{\"param\":{\"name\":" + JsonMapper.shared().writeValueAsString(name).replace("\\\\u", "\\u")
                            + ",\"installPath\":\"" + file + "\",\"modelCenterUuid\":\"" + admin.centre(node.models().toString()) + "\"}}");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * ZStack asks nobody who polls for credentials: the uuid of a job is its secret. So whoever has it whole sees the job, and whoever has it nearly is
     * answered as if there were none.
     */
    @Test
    void aJobIsThereForWhoHasItsUuidWholeAndForNobodyElse() {
        String job = DoorClient.jobUuid();
        admin.awaitJob(admin.post(CENTRES, DoorClient.centreBody("secret-centre", "https://hub.invalid"), "X-Job-UUID", job)).ok();
        assertThat(nobody.get(JOBS + job).ok().body()).contains("secret-centre");
        DoorClient stranger = OrdinaryAccount.on(node).client();
        String last = job.endsWith("0") ? "1" : "0";
        for (String guess : List.of(job.substring(0, 31), job.substring(0, 31) + last, job + "0", job.toUpperCase(Locale.ROOT) + "X",
                job.substring(0, 30) + "__", job.substring(0, 31) + "%25", "%25", "*", job + "%20", "%20" + job, job + "'--", job + ".json",
                new StringBuilder(job).reverse().toString(), "0")) {
            for (DoorClient caller : List.of(nobody, stranger, admin)) {
                String unknown = DoorClient.jobUuid();
                var reply = caller.get(JOBS + guess);
                var ofNone = caller.get(JOBS + unknown);
                assertThat(reply.refusedWith(404).body()).as(guess).isEqualTo("the job has been expired").isEqualTo(ofNone.body());
                assertThat(reply.headers().map().keySet()).isEqualTo(ofNone.headers().map().keySet());
            }
        }
    }

    /** What a job's uuid leads to at our own door is there for its owner only. */
    @Test
    void anImportIsNotFoundByTheJobOfAnotherAccount() {
        String job = DoorClient.jobUuid();
        admin.post("/zstack/v1/ai/models",
                "{\"param\":{\"name\":\"a\",\"installPath\":\"/nowhere\",\"modelCenterUuid\":\"" + admin.centre("/a")
                        + "\"}}",
                "X-Job-UUID", job);
        assertThat(admin.get("/api/v1/ingestions?job=" + job).ok().at("/items").size()).isEqualTo(1);
        DoorClient stranger = OrdinaryAccount.on(node).client();
        var theirs = stranger.get("/api/v1/ingestions?job=" + job);
        var ofNone = stranger.get("/api/v1/ingestions?job=" + DoorClient.jobUuid());
        assertThat(theirs.status()).isEqualTo(ofNone.status());
        assertThat(theirs.body()).isEqualTo(ofNone.body());
    }

    /** 122 random bits: two that are made one after the other have no more in common than any two. */
    @Test
    void theUuidOfAJobDoesNotTellTheNextOne() {
        List<String> jobs = Stream
                .generate(() -> admin.delete(CENTRES + "/" + DoorClient.jobUuid(), "Prefer", "respond-async").text("/location"))
                .limit(20).map(location -> location.substring(location.lastIndexOf('/') + 1)).toList();
        assertThat(jobs).allMatch(job -> job.matches("[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}"));
        for (int digits = 0; digits < 32; digits += 8) {
            int from = digits;
            assertThat(jobs.stream().map(job -> job.substring(from, from + 8)).distinct()).as("digits from %s", from).hasSize(20);
        }
    }

    /** What is within the limits of a request is within those of the server, too. */
    @ParameterizedTest
    @ValueSource(strings = {"/zstack/v1/ai/models", "/api/v1/models", "/api/v1/audit", "/console/imports", "/actuator/health"})
    void asManyParametersAsAreAllowedAreReadAtEveryDoor(String path) {
        DoorClient browser = admin.with("Cookie", Caller.COOKIE + ConsoleClient.signedIn(node, "admin").cookie("weighbridge-session"));
        assertThat(browser.get(path + "?" + String.join("&", Collections.nCopies(1500, "a=b"))).status()).isEqualTo(200);
    }

    /** The server's own message repeats the value, which here may be a password. */
    @ParameterizedTest
    @ValueSource(strings = {"%C3%28", "%zz", "%", "%ff%fe", "1600 * &a", "70000 * x"})
    void aFormThatCannotBeReadIsRefusedAndNotRepeated(String trick, CapturedOutput log) {
        String password = TestSecrets.fresh("a password that was typed");
        String[] times = trick.split(" \\* ");
        String form = "account=admin&name=a&password=" + password
                + (times.length == 1 ? trick : times[1].repeat(Integer.parseInt(times[0])));
        for (String path : List.of("/console/sign-in", "/console/centres", "/console/add", "/console/add/plan", "/console/sign-out")) {
            var reply = Caller.with("OAuth a", ConsoleClient.signedIn(node, "admin").cookie("weighbridge-session")).at(nobody).post(path,
                    form, "Content-Type", "application/x-www-form-urlencoded");
            assertThat(reply.status()).as("%s %s", path, reply.body()).isIn(400, 413);
            assertThat(reply.body()).contains("Could not read the form").doesNotContain(password);
        }
        assertThat(log.getAll()).doesNotContain(password).doesNotContain("InvalidParameterException");
    }

    @Test
    void aFormWhereNoneIsNeededIsRefusedAndNotRepeated(CapturedOutput log) {
        String password = TestSecrets.fresh("a password that was typed");
        var reply = admin.post("/api/v1/collector", "password=" + password + "%ff", "Content-Type", "application/x-www-form-urlencoded");
        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(reply.text("/kind")).isEqualTo("INVALID_REQUEST");
        assertThat(reply.body() + log.getAll()).doesNotContain(password);
    }

    @ParameterizedTest
    @CsvSource({"tokens=x&sequences=1, 400", "tokens=1&sequences=2147483648, 400", "tokens=1, 400", "tokens=10&sequences=1, 404"})
    void aPictureThatCannotBeDrawnIsNoFailureOfTheNode(String query, int status) {
        ConsoleClient browser = ConsoleClient.signedIn(node, "admin");
        String model = named("no weights").ok().text("/inventory/uuid");
        assertThat(browser.get("/console/models/" + model + "/memory?" + query).with(status).body()).contains("Could not")
                .doesNotContain("error id");
    }
}
