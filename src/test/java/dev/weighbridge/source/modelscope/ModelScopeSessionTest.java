package dev.weighbridge.source.modelscope;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.source.Listing;
import dev.weighbridge.source.SourceAccess;
import dev.weighbridge.source.SourceStream;
import dev.weighbridge.source.http.FaultyHttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelScopeSessionTest {

    private static final byte[] CONTENT = new byte[1000];

    private final ModelScopeVisit visit = new ModelScopeVisit();

    @BeforeEach
    void putAPrivateModel() {
        visit.model().put("a.bin", CONTENT);
        visit.hub().requireToken(ModelScopeVisit.TOKEN);
    }

    @AfterEach
    void stop() {
        visit.close();
    }

    private Listing list() {
        return visit.source().list(visit.reference(""), ModelScopeVisit.someone());
    }

    private SourceFile file() {
        return list().files().getFirst();
    }

    private int logins() {
        return visit.hub().requests("/login").size();
    }

    @Test
    void signsInOnceForAListingAndItsFiles() throws IOException {
        assertThat(visit.read(file(), ModelScopeVisit.someone())).isEqualTo(CONTENT);
        assertThat(visit.hub().requests("/login")).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.body()).isEqualTo("{\"AccessToken\":\"ms-t0ken-of-someone\"}");
            assertThat(request.cookie()).isNull();
        });
        assertThat(visit.hub().requests("/repo")).singleElement()
                .satisfies(request -> assertThat(request.cookie()).startsWith("m_session_id=hush-"));
    }

    @Test
    void signsInOnceForAllThatComeTogether() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Listing>> listings = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                listings.add(threads.submit(this::list));
            }
            for (Future<Listing> listing : listings) {
                assertThat(listing.get().files()).hasSize(1);
            }
        }
        assertThat(logins()).isEqualTo(1);
    }

    @Test
    void keepsASessionForAnHour() {
        list();
        visit.hands().advance(Duration.ofHours(1).minusSeconds(1));
        list();
        assertThat(logins()).isEqualTo(1);
        visit.hands().advance(Duration.ofSeconds(1));
        list();
        assertThat(logins()).isEqualTo(2);
    }

    @Test
    void signsInAnewOnceWhenTheHubDoesNotKnowTheSession() throws IOException {
        visit.hub().tellStrangers(Fault.envelope(401, 401, "not logged in"));
        SourceFile file = file();
        visit.hub().endSessions();
        assertThat(visit.read(file, ModelScopeVisit.someone())).isEqualTo(CONTENT);
        assertThat(logins()).isEqualTo(2);
        visit.hub().fail("/repo", Fault.envelope(401, 401, "not logged in"), Fault.envelope(401, 401, "not logged in"));
        visit.refusal(FailureKind.SOURCE_DENIED, () -> visit.source().open(file, 0, ModelScopeVisit.someone()));
        assertThat(logins()).isEqualTo(3);
    }

    /** The hub calls a private model missing when a session has ended. */
    @ParameterizedTest
    @ValueSource(longs = {10010205001L, 10010200001L})
    void signsInAnewWhenAnOldSessionSeesNothingAnyMore(long code) {
        visit.hub().tellStrangers(Fault.envelope(404, code, "record not found"));
        list();
        visit.hands().advance(Duration.ofMinutes(2));
        visit.hub().endSessions();
        assertThat(list().files()).hasSize(1);
        assertThat(logins()).isEqualTo(2);
    }

    @Test
    void doesNotSignInAnewForEveryModelThatIsMissing() {
        visit.hands().advance(Duration.ofMinutes(2));
        for (int i = 0; i < 5; i++) {
            var missing = ModelReference.of("modelscope://owner/missing" + i, null).at(visit.hub().endpoint());
            visit.refusal(FailureKind.SOURCE_NOT_FOUND, () -> visit.source().list(missing, ModelScopeVisit.someone()));
        }
        assertThat(logins()).isEqualTo(1);
    }

    @Test
    void saysWhatToDoAboutATokenThatIsRefused() {
        var failed = visit.refusal(FailureKind.SOURCE_DENIED,
                () -> visit.source().list(visit.reference(""), new SourceAccess("wr0ng-t0ken", "127.0.0.1")));
        assertThat(failed.getMessage()).contains("does not accept the token (code 10010101001, 'invalid access token …')")
                .contains("Make a new access token").doesNotContain("wr0ng");
    }

    @Test
    void tellsAFaultOfTheHubFromARefusedToken() {
        visit.hub().fail("/login", Fault.html(502), Fault.envelope(500, 500, "internal"), Fault.html(404),
                Fault.body(200, "application/json", "{\"Code\":200,\"Success\":true}"));
        visit.refusal(FailureKind.SOURCE_UNAVAILABLE, this::list);
        visit.refusal(FailureKind.SOURCE_UNAVAILABLE, this::list);
        visit.refusal(FailureKind.SOURCE_NOT_FOUND, this::list);
        assertThat(visit.refusal(FailureKind.SOURCE_DENIED, this::list).getMessage()).contains("gives no session");
        assertThat(list().files()).hasSize(1);
    }

    @Test
    void comesAgainWhenTheHubSaysSo() {
        visit.hub().fail("/login", Fault.envelope(429, 429, "slow down", "Retry-After", "9"));
        assertThat(visit.refusal(FailureKind.SOURCE_RATE_LIMITED, this::list).retryAt()).isEqualTo(ModelScopeVisit.NOW.plusSeconds(9));
    }

    @Test
    void tellsWhoComesWithoutATokenThatOneMayHelp() {
        assertThat(visit.refusal(FailureKind.SOURCE_DENIED, () -> visit.list("")).getMessage())
                .contains("to nobody without a token (code 10010200001, 'no access')").contains("with a token");
        assertThat(logins()).isZero();
    }

    @Test
    void showsTheTokenToItsOwnHostOnly() {
        var other = new SourceAccess(ModelScopeVisit.TOKEN, "elsewhere.example");
        visit.refusal(FailureKind.SOURCE_DENIED, () -> visit.source().list(visit.reference(""), other));
        visit.refusal(FailureKind.SOURCE_DENIED,
                () -> visit.source().list(visit.reference(""), new SourceAccess("", "127.0.0.1")));
        assertThat(logins()).isZero();
    }

    @Test
    void leavesTheCookieBehindWhenTheHubRedirectsToItsStorage() throws IOException {
        try (FaultyHttpServer storage = FaultyHttpServer.start()) {
            storage.file("/blob", CONTENT);
            visit.hub().redirectFiles(path -> storage.url("/blob?signature=s3cret").toString());
            SourceFile file = file();
            try (SourceStream in = visit.source().open(file, 400, ModelScopeVisit.someone())) {
                assertThat(in.startsAt()).isEqualTo(400);
                assertThat(in.readAllBytes()).hasSize(600);
            }
            assertThat(storage.requests()).singleElement().satisfies(request -> {
                assertThat(request.header("Cookie")).isNull();
                assertThat(request.header("Range")).isEqualTo("bytes=400-");
            });
            assertThat(visit.hub().requests("/repo").getFirst().cookie()).startsWith("m_session_id=");
        }
    }

    @Test
    void doesNotShowSessionsInWhatTheHubSays() {
        list();
        String session = String.valueOf(visit.hub().requests("/commits").getLast().cookie()).replace("m_session_id=", "");
        visit.hub().fail("/repo/files", Fault.envelope(403, 403, "session " + session + " of " + ModelScopeVisit.TOKEN + " may not"));
        assertThat(visit.refusal(FailureKind.SOURCE_DENIED, this::list).getMessage()).contains("'session … of … may not'")
                .contains("owner of the token");
    }
}
