package dev.weighbridge.source.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.source.SourceAccess;
import dev.weighbridge.source.huggingface.FakeHub.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubRefusalsTest extends HubTestCase {

    private static final String REVISION = "/api/models/org/name/revision/main";

    private final FakeModel model = hub.token(TOKEN).model("org/name");

    @BeforeEach
    void publish() {
        model.put("config.json", new byte[10]);
    }

    private IngestionException listFailure(SourceAccess access) {
        return listFailure("hf://org/name", access);
    }

    private IngestionException answered(int status, String body, String... headers) {
        hub.answerNext(REVISION, status, body, headers);
        return listFailure(SourceAccess.ANONYMOUS);
    }

    private static void assertSays(IngestionException failure, FailureKind kind, String... words) {
        assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
        assertThat(failure.getMessage()).contains(words);
    }

    @Test
    void aModelThatIsNotThere() {
        assertSays(listFailure("hf://org/nothing"), FailureKind.SOURCE_NOT_FOUND, hub.endpoint() + "/org/nothing", "no such model",
                "with a token",
                "status 401, request Root=1-fake-1");
        assertSays(listFailure("hf://org/nothing", with(TOKEN)), FailureKind.SOURCE_NOT_FOUND, "no such model", "to this token",
                "status 404");
    }

    @Test
    void aPrivateModel() {
        model.hide();
        assertSays(listFailure(SourceAccess.ANONYMOUS), FailureKind.SOURCE_NOT_FOUND, "private", "add it with a token");
        assertSays(listFailure(with(TOKEN)), FailureKind.SOURCE_NOT_FOUND, "private", "the token's account");
        model.letIn(TOKEN);
        assertThat(list("hf://org/name", with(TOKEN)).files()).hasSize(1);
    }

    @Test
    void aModelThatAMirrorHidesWithoutSayingWhy() {
        hub.fault(Fault.NO_ERROR_CODES);
        assertSays(listFailure("hf://org/nothing"), FailureKind.SOURCE_DENIED, "missing, private or gated", "Check the name", "a token");
        assertSays(listFailure("hf://org/nothing", with(TOKEN)), FailureKind.SOURCE_NOT_FOUND, "nothing of this name");
    }

    @Test
    void aRevisionThatIsNotThere() {
        assertSays(listFailure("hf://org/name@refs/pr/7"), FailureKind.SOURCE_NOT_FOUND, "no revision 'refs/pr/7'",
                "branch, tag or commit");
        hub.fault(Fault.NO_ERROR_CODES);
        assertSays(listFailure("hf://org/name@v9"), FailureKind.SOURCE_NOT_FOUND, "no revision 'v9'");
        assertSays(answered(404, "{\"error\":\"Invalid rev id: main\"}"), FailureKind.SOURCE_NOT_FOUND, "no revision 'main'");
    }

    @Test
    void aFileThatIsNotThereAnyMore() {
        SourceFile file = only("hf://org/name");
        hub.answerNext("/org/name/resolve", 404, "Entry not found", "X-Error-Code", "EntryNotFound");
        assertSays(refused(() -> source.open(file, 0, SourceAccess.ANONYMOUS)), FailureKind.SOURCE_NOT_FOUND, "the file 'config.json'",
                "nothing of this name", model.newest());
    }

    @Test
    void aGatedModel() throws Exception {
        model.detail("gated", "auto");
        SourceFile file = only("hf://org/name");
        IngestionException anonymous = refused(() -> source.open(file, 0, SourceAccess.ANONYMOUS));
        assertSays(anonymous, FailureKind.SOURCE_GATED, "Open " + hub.endpoint() + "/org/name in a browser, accept its conditions, and",
                "with a token");
        assertSays(refused(() -> source.open(file, 0, with(TOKEN))), FailureKind.SOURCE_GATED,
                "Open " + hub.endpoint() + "/org/name in a browser",
                "has not been let in", "fine-grained");
        model.letIn(TOKEN);
        source.open(file, 0, with(TOKEN)).close();
    }

    @Test
    void aGateThatIsSaidInWordsOnly() {
        IngestionException failure = answered(403,
                "{\"error\":\"Access to model org/name is restricted and you are not in the authorized list.\"}");
        assertSays(failure, FailureKind.SOURCE_GATED, "accept its conditions");
    }

    @Test
    void aTokenThatIsNotValid() {
        assertSays(listFailure(with("hf_wrong")), FailureKind.SOURCE_DENIED, "does not accept the token", "settings/tokens");
        hub.answerNext(REVISION, 401, "");
        assertSays(listFailure(with(TOKEN)), FailureKind.SOURCE_DENIED, "does not accept the token");
    }

    @Test
    void aTokenThatLacksAPermission() {
        hub.tokenWithoutPermissions("hf_fine");
        assertSays(listFailure(with("hf_fine")), FailureKind.SOURCE_DENIED, "lacks a permission", "read access",
                "The hub says: 'Your token has no permission to read repositories; see /settings/tokens");
    }

    @Test
    void aRefusalThatRepeatsTheToken() {
        hub.answerNext(REVISION, 403, "{\"error\":\"the token " + TOKEN + " may not\"}");
        assertSays(listFailure(with(TOKEN)), FailureKind.SOURCE_DENIED, "lacks a permission");
        hub.answerNext(REVISION, 403, "{\"error\":\"see https://other.example/a?sig=secret for more\"}");
        assertSays(listFailure(with(TOKEN)), FailureKind.SOURCE_DENIED, "https://other.example/a?…");
    }

    @Test
    void aDisabledModel() {
        model.detail("disabled", true);
        assertSays(listFailure(SourceAccess.ANONYMOUS), FailureKind.SOURCE_DENIED, "the hub has disabled this model");
        model.detail("disabled", false);
        hub.answerNext(REVISION, 200, "{\"id\":\"org/name\",\"sha\":\"" + model.newest() + "\",\"disabled\":true}");
        assertSays(listFailure(SourceAccess.ANONYMOUS), FailureKind.SOURCE_DENIED, "has disabled it");
    }

    @Test
    void tooManyRequests() {
        IngestionException failure = answered(429, "", "RateLimit", "\"api\";r=0;t=55", "Retry-After", "300");
        assertSays(failure, FailureKind.SOURCE_RATE_LIMITED, "asked too often", "With a token");
        assertThat(failure.retryAt()).isEqualTo("2026-03-01T12:00:56Z");
    }

    @Test
    void tooManyRequestsOfAMirrorThatKnowsRetryAfterOnly() {
        assertThat(answered(429, "", "Retry-After", "300").retryAt()).isEqualTo("2026-03-01T12:05:00Z");
    }

    @Test
    void tooManyRequestsAlthoughTheBudgetHasSomeLeft() {
        assertThat(answered(429, "", "RateLimit", "\"api\";r=3;t=55", "Retry-After", "300").retryAt()).isEqualTo("2026-03-01T12:05:00Z");
    }

    @Test
    void tooManyRequestsWithoutATimeToComeAgain() {
        assertThat(answered(429, "").retryAt()).isNull();
    }

    @Test
    void aBudgetThatIsUsedUpByAnAnswerThatIsGood() {
        hub.answerNext(REVISION, 200, "{\"id\":\"org/name\",\"sha\":\"" + model.newest() + "\"}", "RateLimit", "\"api\";r=0;t=55");
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> list("hf://org/name"))
                .returns(FailureKind.SOURCE_RATE_LIMITED, IngestionException::kind)
                .satisfies(held -> assertThat(held.retryAt()).isNotNull());
        assertThat(hub.calls()).as("the hub is left alone").noneMatch(call -> call.path().contains("/tree/"));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 503, 504})
    void aHubThatIsDown(int status) {
        IngestionException failure = answered(status, "<html>Bad gateway</html>", "X-Error-Code", "RepoNotFound", "Retry-After", "7");
        assertSays(failure, FailureKind.SOURCE_UNAVAILABLE, "cannot deliver it now", "status " + status);
        assertThat(failure.retryAt()).isEqualTo("2026-03-01T12:00:07Z");
    }

    @ParameterizedTest
    @CsvSource({"'<!doctype html><html>Welcome to our network, secret</html>',SOURCE_UNAVAILABLE", "'{\"sha\":',SOURCE_UNAVAILABLE",
            "'',MALFORMED_ARTIFACT", "'[]',MALFORMED_ARTIFACT"})
    void aPageInsteadOfJson(String body, FailureKind kind) {
        assertThat(answered(200, body, "Content-Type", "text/html").kind()).isEqualTo(kind);
    }

    @Test
    void aRequestIdThatIsNone() {
        IngestionException failure = answered(404, "", "X-Error-Code", "RepoNotFound", "X-Request-Id", "<b>secret</b>");
        assertThat(failure.getMessage()).contains("(status 404).");
        assertThat(answered(404, "", "X-Request-Id", "", "X-Amz-Cf-Id", "abc==").getMessage()).contains("(status 404, request abc==).");
    }

    @Test
    void anAnswerWithoutEnd() {
        String endless = "[" + "1,".repeat(9 * 1024 * 1024) + "1]";
        assertSays(answered(200, endless), FailureKind.LIMIT_EXCEEDED, "bytes");
    }

    @Test
    void aStatusThatNobodyKnows() {
        assertSays(answered(451, "{\"error\":\"Unavailable for legal reasons\"}"), FailureKind.SOURCE_DENIED, "refuses it", "status 451",
                "Unavailable for legal reasons");
    }
}
