package dev.weighbridge.source.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.net.TestOutbound;
import dev.weighbridge.source.SourceAccess;
import dev.weighbridge.source.SourceStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryTokensTest {

    private static final String LOGIN = "ann:s3cret";

    private static final SourceAccess ANN = new SourceAccess(null, new SourceAccess.Login("ann", "s3cret"), "127.0.0.1", null);

    private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

    private final FakeRegistry registry = FakeRegistry.start();

    private final OutboundClient client = TestOutbound.client(Duration.ofSeconds(20), "127.0.0.1", "localhost");

    private final OciSource source = new OciSource(client, new OciSettings(100), ((InstantSource) () -> now).withZone(ZoneOffset.UTC));

    private final TokenGuard open = new TokenGuard(registry.url("/token"), null);

    private final TokenGuard closed = new TokenGuard(registry.url("/token"), LOGIN);

    @BeforeEach
    void push() {
        for (String repository : List.of("org/model", "org/other")) {
            registry.push(repository, "latest", Artifact.empty().layer("text/plain", "hello\n", Artifact.TITLE, "model.bin"));
        }
    }

    @AfterEach
    void stop() {
        client.close();
        registry.close();
    }

    private List<SourceFile> listed(SourceAccess access) {
        return listed("org/model", access);
    }

    private List<SourceFile> listed(String repository, SourceAccess access) {
        return source.list(ModelReference.of("oci://" + registry.authority() + "/" + repository, null), access).files();
    }

    private IngestionException refusal(SourceAccess access) {
        List<IngestionException> caught = new ArrayList<>();
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> listed(access)).satisfies(caught::add)
                .satisfies(failed -> assertThat(failed.getMessage()).startsWith("Could not ").contains(": ").endsWith(".")
                        .doesNotContain("s3cret"));
        assertThat(client.connectionsInUse()).isZero();
        return caught.getFirst();
    }

    private String read(SourceFile file, SourceAccess access) throws IOException {
        try (SourceStream in = source.open(file, 0, access)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private @Nullable String lastAuthorization(String part) {
        return registry.requests(part).getLast().authorization();
    }

    @Test
    void fetchesOneTokenForManyRequests() throws IOException {
        registry.guard(open);
        SourceFile file = listed(SourceAccess.ANONYMOUS).getFirst();
        assertThat(read(file, SourceAccess.ANONYMOUS)).isEqualTo("hello\n");
        listed(SourceAccess.ANONYMOUS);
        assertThat(open.given()).isEqualTo(1);
        assertThat(registry.requests()).as("one challenge, one token, and the answers").hasSize(5);
        assertThat(registry.requests().getFirst().authorization()).isNull();
        assertThat(lastAuthorization("/manifests/")).isEqualTo("Bearer token-1");
    }

    @Test
    void asksForWhatTheChallengeNames() {
        registry.guard(open.challenging(",service=\"a b&c\",scope=\"repository:x:pull,push repository:y:pull\""));
        listed(SourceAccess.ANONYMOUS);
        assertThat(registry.requests("/token").getFirst().query())
                .isEqualTo("service=a%20b%26c&scope=repository%3Ax%3Apull%2Cpush&scope=repository%3Ay%3Apull");
        assertThat(registry.requests("/token").getFirst().authorization()).isNull();
    }

    @Test
    void asksToReadTheRepositoryWhereTheChallengeNamesNothing() {
        registry.guard(open.challenging(""));
        listed(SourceAccess.ANONYMOUS);
        assertThat(registry.requests("/token").getFirst().query()).isEqualTo("scope=repository%3Aorg%2Fmodel%3Apull");
    }

    @Test
    void showsTheLoginToTheRealmAndTheTokenToTheRegistry() {
        registry.guard(closed);
        assertThat(listed(ANN)).hasSize(1);
        assertThat(registry.requests("/token").getFirst().authorization()).isEqualTo(TokenGuard.basic(LOGIN));
        assertThat(registry.requests("/manifests/")).extracting(FakeRegistry.Request::authorization).containsExactly(null,
                "Bearer token-1");
    }

    @Test
    void takesATokenForAPassword() {
        registry.guard(new TokenGuard(registry.url("/token"), "oauth2accesstoken:s3cret"));
        assertThat(listed(new SourceAccess("s3cret", "127.0.0.1"))).hasSize(1);
    }

    @Test
    void meetsABasicChallenge() throws IOException {
        registry.guard(exchange -> {
            if (TokenGuard.basic(LOGIN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                return false;
            }
            FakeRegistry.respond(exchange, 401, new byte[0], "WWW-Authenticate", "BASIC realm=\"Sonatype Nexus\"");
            return true;
        });
        assertThat(read(listed(ANN).getFirst(), ANN)).isEqualTo("hello\n");
        assertThat(registry.requests()).as("one challenge").hasSize(3);
        assertThat(refusal(SourceAccess.ANONYMOUS).getMessage()).contains("without a login");
    }

    @Test
    void saysWhoIsRefused() {
        registry.guard(closed);
        assertThat(refusal(SourceAccess.ANONYMOUS)).satisfies(failed -> {
            assertThat(failed.kind()).isEqualTo(FailureKind.SOURCE_DENIED);
            assertThat(failed.getMessage()).contains("nobody without a login", "org/model", "status 401");
        });
        assertThat(refusal(new SourceAccess(null, new SourceAccess.Login("ann", "wr0ng-s3cret"), "127.0.0.1", null)).getMessage())
                .contains("does not accept the login");
        assertThat(refusal(new SourceAccess(null, new SourceAccess.Login("ann", "s3cret"), "elsewhere.example", null)).getMessage())
                .contains("nobody without a login");
        assertThat(registry.requests("/token")).extracting(FakeRegistry.Request::authorization)
                .containsExactly(null, TokenGuard.basic("ann:wr0ng-s3cret"), null);
    }

    @Test
    void keepsTheLoginFromARealmOfAnotherHost() {
        try (FakeRegistry other = FakeRegistry.start()) {
            int port = other.url("/").getPort();
            registry.guard(new TokenGuard(URI.create("http://localhost:" + port + "/token"), LOGIN));
            assertThat(refusal(ANN)).satisfies(failed -> {
                assertThat(failed.kind()).isEqualTo(FailureKind.SOURCE_NOT_ALLOWED);
                assertThat(failed.getMessage()).contains("localhost:" + port, "the login is kept back");
            });
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void goesToARealmOfItsOwnHostAtAnotherPort() {
        try (FakeRegistry other = FakeRegistry.start()) {
            var guard = new TokenGuard(other.url("/token"), LOGIN);
            registry.guard(guard);
            other.guard(guard);
            assertThat(listed(ANN)).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "token", "ftp://127.0.0.1/token", "http://ann:pw@127.0.0.1/token", "http://[", "file:///etc/passwd"})
    void refusesARealmThatIsNoUrl(String realm) {
        registry.guard(exchange -> {
            FakeRegistry.respond(exchange, 401, new byte[0], "WWW-Authenticate", "Bearer realm=\"" + realm + "\"");
            return true;
        });
        assertThat(refusal(ANN)).satisfies(failed -> {
            assertThat(failed.kind()).isEqualTo(FailureKind.SOURCE_DENIED);
            assertThat(failed.getMessage()).contains("is no URL");
        });
    }

    @Test
    void renewsATokenThatEndsBetweenTwoRequests() throws IOException {
        registry.guard(open);
        SourceFile file = listed(SourceAccess.ANONYMOUS).getFirst();
        open.forget();
        assertThat(read(file, SourceAccess.ANONYMOUS)).isEqualTo("hello\n");
        assertThat(open.given()).isEqualTo(2);
        assertThat(registry.requests("/blobs/")).extracting(FakeRegistry.Request::authorization)
                .containsExactly("Bearer token-1", "Bearer token-2");
    }

    @Test
    void givesUpWhenANewTokenIsRefusedToo() {
        registry.guard(open.challenging("").answering("{\"token\":\"other\"}"));
        assertThat(refusal(SourceAccess.ANONYMOUS).kind()).isEqualTo(FailureKind.SOURCE_DENIED);
        assertThat(registry.requests("/manifests/")).hasSize(2);
        assertThat(registry.requests("/token")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"300,294,295", "60,54,55", "none,54,55", "5000000,86394,86395"})
    void usesATokenUntilShortlyBeforeItsEnd(String life, int good, int ended) {
        registry.guard(open.answering("{\"access_token\":\"%s\"" + (life.equals("none") ? "" : ",\"expires_in\":" + life) + "}"));
        listed(SourceAccess.ANONYMOUS);
        Instant start = now;
        now = start.plusSeconds(good);
        listed(SourceAccess.ANONYMOUS);
        assertThat(open.given()).isEqualTo(1);
        now = start.plusSeconds(ended);
        listed(SourceAccess.ANONYMOUS);
        assertThat(open.given()).isEqualTo(2);
        assertThat(registry.requests("/manifests/").get(3).authorization()).as("the first request after its end").isNull();
    }

    @Test
    void keepsWhatRepositoriesAndLoginsGotApart() {
        registry.guard(open);
        listed("org/model", SourceAccess.ANONYMOUS);
        listed("org/other", SourceAccess.ANONYMOUS);
        listed("org/model", ANN);
        assertThat(open.given()).isEqualTo(3);
        listed("org/model", SourceAccess.ANONYMOUS);
        assertThat(open.given()).isEqualTo(3);
    }

    @Test
    void signsInOnceForManyThreads() throws Exception {
        registry.guard(open);
        SourceFile file = listed(SourceAccess.ANONYMOUS).getFirst();
        open.forget();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> reads = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                reads.add(threads.submit(() -> read(file, SourceAccess.ANONYMOUS)));
            }
            for (Future<String> read : reads) {
                assertThat(read.get()).isEqualTo("hello\n");
            }
        }
        assertThat(open.given()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"token\":\"\"}", "{\"token\":17}", "{\"token\":\"a b\"}", "{\"token\":\"a\\r\\nb\"}", "<html>"})
    void waitsForARealmThatGivesNoToken(String answer) {
        registry.guard(open.answering(answer));
        assertThat(refusal(SourceAccess.ANONYMOUS).kind()).isEqualTo(FailureKind.SOURCE_UNAVAILABLE);
    }

    @Test
    void waitsForARealmThatIsBusy() {
        registry.guard(open);
        registry.refuseOnce("/token", 429, "", "Retry-After", "9");
        assertThat(refusal(SourceAccess.ANONYMOUS)).satisfies(failed -> {
            assertThat(failed.kind()).isEqualTo(FailureKind.SOURCE_RATE_LIMITED);
            assertThat(failed.retryAt()).isEqualTo(now.plusSeconds(9));
        });
    }
}
