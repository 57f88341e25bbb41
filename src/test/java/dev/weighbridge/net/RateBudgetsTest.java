package dev.weighbridge.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.source.http.FaultyHttpServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A hub with two budgets, as Hugging Face has them, and a time that is moved by hand. */
class RateBudgetsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final String API = "/api/models/org/name";

    private static final String OTHER_API = "/api/models/org/other/tree/main";

    private static final String DOWNLOAD = "/org/name/resolve/main/model.safetensors";

    private static final String OTHER_DOWNLOAD = "/another/model/resolve/main/config.json";

    private final FaultyHttpServer hub = FaultyHttpServer.start();

    private final HandTime time = new HandTime(NOW);

    private final MeterRegistry registry = new SimpleMeterRegistry();

    private final NetMeters meters = new NetMeters(registry);

    private final RateBudgets budgets = new RateBudgets(time, time, meters);

    private final OutboundClient client = client(budgets);

    @BeforeEach
    void serve() {
        for (String path : List.of(API, OTHER_API, DOWNLOAD, OTHER_DOWNLOAD)) {
            hub.file(path, new byte[1]).header("RateLimit", policy(path) + ";r=100;t=55");
        }
    }

    @AfterEach
    void stop() {
        client.close();
        hub.close();
    }

    private static String policy(String path) {
        return path.startsWith("/api/") ? "\"api\"" : "\"resolvers\"";
    }

    private OutboundClient client(RateBudgets shared) {
        var policy = new NetworkPolicy("test.allowed", List.of("127.0.0.1"), InetAddress::getAllByName);
        return new OutboundClient(TestOutbound.exchanges(new OutboundRoutes(policy, ProxyRules.DIRECT),
                TestOutbound.settings(Duration.ofSeconds(20), 4, 8)), shared, meters);
    }

    private OutboundRequest request(String path, @Nullable String token) {
        return OutboundRequest.get(hub.url(path)).withToken(token);
    }

    private void ask(String path, @Nullable String token) {
        client.send(request(path, token)).close();
    }

    private void ask(String path) {
        ask(path, null);
    }

    /** Asks in vain, and sees that nothing was sent. */
    private IngestionException held(String path, @Nullable String token) {
        int before = hub.requests().size();
        List<IngestionException> caught = new ArrayList<>();
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> ask(path, token)).satisfies(caught::add);
        assertThat(hub.requests()).hasSize(before);
        assertThat(caught.getFirst().getMessage()).startsWith("Could not fetch " + hub.url(path)).endsWith(".");
        return caught.getFirst();
    }

    private IngestionException held(String path) {
        return held(path, null);
    }

    private void spend(String path) {
        hub.at(path).header("RateLimit", policy(path) + ";r=0;t=55");
        ask(path);
    }

    @Test
    void aSpentBudgetHoldsWhatCountsAgainstItUntilASecondAfterItIsFullAgain() {
        ask(OTHER_API);
        spend(API);
        assertThat(held(OTHER_API)).satisfies(failed -> {
            assertThat(failed.kind()).isEqualTo(FailureKind.SOURCE_RATE_LIMITED);
            assertThat(failed.retryAt()).isEqualTo(NOW.plusSeconds(56));
            assertThat(failed.getMessage())
                    .contains("127.0.0.1 has been asked as often as it allows without a token until 2026-03-01T12:00:56Z");
        });
        time.move(Duration.ofSeconds(50));
        held(API);
        time.move(Duration.ofSeconds(6));
        ask(OTHER_API);
        assertThat(time.pauses()).isEmpty();
    }

    @Test
    void theApisBudgetIsNotThatOfTheDownloads() {
        spend(API);
        ask(DOWNLOAD);
        ask(OTHER_DOWNLOAD);
        spend(DOWNLOAD);
        held(OTHER_DOWNLOAD);
        time.move(Duration.ofSeconds(56));
        spend(DOWNLOAD);
        ask(API);
        held(OTHER_DOWNLOAD);
    }

    @Test
    void aRequestOfAKindThatWasNeverAnsweredIsSentOnceToLearn() {
        hub.file("/api/resolve-cache/models/a", new byte[1]).header("RateLimit", "\"resolvers\";r=0;t=55");
        spend(DOWNLOAD);
        ask("/api/resolve-cache/models/a");
        held("/api/resolve-cache/models/b");
    }

    @ParameterizedTest
    @CsvSource({"0,1", "3,4", "4,5"})
    void aNearTimeIsWaitedFor(int reset, int pause) {
        hub.at(API).header("RateLimit", "\"api\";r=0;t=" + reset);
        ask(API);
        ask(OTHER_API);
        assertThat(time.pauses()).containsExactly(Duration.ofSeconds(pause));
        assertThat(hub.requests(OTHER_API)).hasSize(1);
    }

    @Test
    void aTimeThatIsNoLongerNearIsNot() {
        hub.at(API).header("RateLimit", "\"api\";r=0;t=5");
        ask(API);
        assertThat(held(API).retryAt()).isEqualTo(NOW.plusSeconds(6));
        assertThat(time.pauses()).isEmpty();
    }

    @Test
    void tooManyRequestsHoldAllThatThisCallerAsks() {
        hub.at(DOWNLOAD).header("RateLimit", null).refuse(429, 1, "Retry-After", "120");
        ask(DOWNLOAD);
        assertThat(held(DOWNLOAD).retryAt()).isEqualTo(NOW.plusSeconds(120));
        assertThat(held(API).kind()).isEqualTo(FailureKind.SOURCE_RATE_LIMITED);
        ask(API, "t0ken");
        time.move(Duration.ofMinutes(2));
        ask(API);
    }

    @Test
    void eachTokenHasABudgetOfItsOwn() {
        hub.at(API).refuse(429, 1, "RateLimit", "\"api\";r=0;t=55", "Retry-After", "3000");
        ask(API, "one");
        assertThat(held(API, "one")).satisfies(failed -> {
            assertThat(failed.retryAt()).as("the budget's own time").isEqualTo(NOW.plusSeconds(56));
            assertThat(failed.getMessage()).contains("with this token").doesNotContain("one");
        });
        ask(API, "other");
        ask(API);
    }

    /** The form of AWS's documentation, "Authenticating requests: using the Authorization header". */
    @Test
    void aSignatureIsAnotherForEachRequestAndItsCallerTheSame() {
        String signed = "AWS4-HMAC-SHA256 Credential=%s/20260301/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=%s";
        OutboundRequest request = OutboundRequest.get(hub.url(DOWNLOAD));
        hub.at(DOWNLOAD).refuse(503, 1, "Retry-After", "60");
        client.send(request.with(new Credential("Authorization", signed.formatted("AKIAONE", "aa")))).close();
        assertThatExceptionOfType(IngestionException.class)
                .isThrownBy(() -> client.send(request.with(new Credential("Authorization", signed.formatted("AKIAONE", "bb")))));
        client.send(request.with(new Credential("Authorization", signed.formatted("AKIATWO", "cc")))).close();
    }

    @Test
    void aServerThatIsDownUntilATimeIsLeftAlone() {
        hub.at(API).refuse(503, 1, "Retry-After", "Sun, 01 Mar 2026 13:00:00 GMT");
        ask(API);
        assertThat(held(DOWNLOAD)).satisfies(failed -> {
            assertThat(failed.kind()).isEqualTo(FailureKind.SOURCE_UNAVAILABLE);
            assertThat(failed.retryAt()).isEqualTo(Instant.parse("2026-03-01T13:00:00Z"));
            assertThat(failed.getMessage()).contains("asked to be left alone until 2026-03-01T13:00:00Z");
        });
    }

    @Test
    void theBudgetThatIsSpentLongestCounts() {
        hub.at(API).header("RateLimit", "\"minute\";r=0;t=20, \"hour\";r=0;t=3000, \"day\";r=5;t=70000");
        ask(API);
        assertThat(held(OTHER_API).retryAt()).isEqualTo(NOW.plusSeconds(3001));
        hub.at(API).header("RateLimit", "\"minute\";r=1;t=20");
        time.move(Duration.ofSeconds(3001));
        ask(API);
    }

    @Test
    void anotherHostIsNotHeld() {
        try (FaultyHttpServer other = FaultyHttpServer.start()) {
            other.file(API, new byte[1]);
            spend(API);
            client.send(OutboundRequest.get(other.url(API))).close();
            assertThat(other.requests()).hasSize(1);
        }
    }

    @Test
    void whereARedirectLeadsIsHeldForItself() {
        try (FaultyHttpServer cdn = FaultyHttpServer.start()) {
            cdn.file("/blob", new byte[1]).refuseAlways(429, "Retry-After", "60");
            hub.at(DOWNLOAD).refuseAlways(302, "Location", cdn.url("/blob").toString(), "RateLimit", "\"resolvers\";r=3;t=55");
            ask(DOWNLOAD);
            assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> ask(DOWNLOAD))
                    .satisfies(failed -> assertThat(failed.getMessage()).startsWith("Could not fetch " + cdn.url("/blob")));
            assertThat(hub.requests(DOWNLOAD)).hasSize(2);
            assertThat(cdn.requests()).hasSize(1);
            ask(API);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            200 | Retry-After | 120
            404 | Retry-After | 120
            429 | Retry-After | 0
            429 | Retry-After | soon
            429 | X           | y
            500 | Retry-After | 120
            200 | RateLimit   | "api";r=1;t=55
            200 | RateLimit   | "api";r=0
            200 | RateLimit   | nonsense""")
    void nothingElseHolds(int status, String header, String value) {
        hub.at(API).refuse(status, 1, header, value);
        ask(API);
        ask(API);
        assertThat(hub.requests()).hasSize(2);
        assertThat(time.pauses()).isEmpty();
    }

    @Test
    void aBudgetIsSharedByAllClientsThatAreGivenIt() {
        try (OutboundClient second = client(budgets); OutboundClient stranger = client(new RateBudgets(time, time, meters))) {
            spend(API);
            assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> second.send(request(API, null)));
            stranger.send(request(API, null)).close();
        }
    }

    @Test
    void waitingEndsAlthoughNoTimePasses() {
        var frozen = new RateBudgets(time, length -> {}, meters);
        try (OutboundClient impatient = client(frozen)) {
            hub.at(API).header("RateLimit", "\"api\";r=0;t=1");
            impatient.send(request(API, null)).close();
            assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> impatient.send(request(API, null)));
        }
    }

    @Test
    void anInterruptedThreadWaitsForNothing() {
        var interrupted = new RateBudgets(time, length -> {
            throw new InterruptedException();
        }, meters);
        try (OutboundClient stopped = client(interrupted)) {
            hub.at(API).header("RateLimit", "\"api\";r=0;t=1");
            stopped.send(request(API, null)).close();
            assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> stopped.send(request(API, null)))
                    .satisfies(failed -> assertThat(failed.getMessage()).contains("the work was interrupted"));
            assertThat(Thread.interrupted()).as("still interrupted").isTrue();
        }
        assertThat(hub.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"answered", "waited", "given_back"})
    void countsWhatTheLimitDid(String what) {
        hub.at(API).refuse(429, 1, "Retry-After", "3");
        ask(API);
        ask(API);
        spend(API);
        held(API);
        assertThat(registry.get("weighbridge.net.rate.limited").tags("host", "127.0.0.1", "what", what).counter().count()).isEqualTo(1);
        assertThat(registry.get("weighbridge.net.requests").tags("host", "127.0.0.1", "status", "2xx").counter().count()).isEqualTo(2);
        assertThat(registry.get("weighbridge.net.requests").tags("host", "127.0.0.1", "status", "429").counter().count()).isEqualTo(1);
    }
}
