package dev.weighbridge.zstack.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Section 0, points 1 to 3, and section 4 of the wire contract as the SDKs live through them: calls that become jobs, polled or called back. */
class JobsBySdkTest {

    private final TestNode node = TestNode.shared(TestDatabase.H2);

    private final JavaSdk java = SdkUser.java(node, SdkUser.session(node));

    private static Object[] centre(String name) {
        return new Object[] {"name", name, "url", "/a", "zoneUuid", SdkCase.zone(), "managementIp", "10.0.0.1", "managementPort", 5000};
    }

    /** It would not be if the result were given at once. */
    @Test
    void theCallbackOfTheJavaSdkIsCalled() {
        assertThat(java.start(Api.ADD_MODEL_CENTER, Sdk.given(centre("callback")))).succeedsWithin(Duration.ofSeconds(30))
                .satisfies(outcome -> assertThat(outcome.inventory().text("name")).isEqualTo("callback"));
        assertThat(java.start(Api.DELETE_MODEL_CENTER, Sdk.given("uuid", SdkCase.zone()))).succeedsWithin(Duration.ofSeconds(30))
                .satisfies(Outcome::ok);
    }

    /** It would be sdk.1000 if the failure were given at once. */
    @Test
    void aFailureReachesTheCallbackOfTheJavaSdkWithZstacksCode() {
        assertThat(java.start(Api.ADD_MODEL, Sdk.given("name", "m", "installPath", "/m", "modelCenterUuid", SdkCase.zone())))
                .succeedsWithin(Duration.ofSeconds(30)).satisfies(outcome -> outcome.failedWith("SYS.1003"));
    }

    @Test
    void theWebHookOfTheJavaSdkBringsTheResultAndItsObjects() throws IOException {
        try (var hook = new JavaHook()) {
            Outcome added = java.call(Api.ADD_MODEL_CENTER, Sdk.given(centre("hooked")), hook);
            assertThat(added.inventory().text("name")).isEqualTo("hooked");
            java.call(Api.ADD_MODEL, Sdk.given("name", "m", "installPath", "/m", "modelCenterUuid", SdkCase.zone()), hook)
                    .failedWith("SYS.1003");
            java.call(Api.DELETE_MODEL_CENTER, Sdk.given("uuid", added.inventory().uuid()), hook).ok();
        }
    }

    /** Both SDKs look for the host and port that they were configured with in the location. */
    @Test
    void theLocationHasTheHostThatTheSdkWasConfiguredWith() {
        URI localhost = URI.create("http://localhost:" + node.url().getPort());
        Credentials session = SdkUser.session(node);
        new JavaSdk(localhost, session, SdkUser.POLL_INTERVAL, SdkUser.POLL_TIMEOUT).call(Api.ADD_MODEL_CENTER, centre("by name")).ok();
        new GoSdk(localhost, session, SdkUser.POLL_INTERVAL).call(Api.ADD_MODEL_CENTER, centre("by name")).ok();
    }

    /** Java's polls have no session then, Go's the signature of the call that they wait for. */
    @ParameterizedTest
    @EnumSource(names = {"JAVA_WITH_AN_ACCESS_KEY", "GO_WITH_AN_ACCESS_KEY"})
    void aJobOfAnAccessKeyIsPolledWithWhatTheSdkHas(SdkUser user) {
        assertThat(user.at(node).call(Api.ADD_MODEL_CENTER, centre("signed")).inventory().text("name")).isEqualTo("signed");
    }

    /** As at ZStack's server: the job ends so, not the call. */
    @ParameterizedTest
    @EnumSource(names = {"JAVA_WITH_A_SESSION", "GO_WITH_A_SESSION"})
    void aBadSessionFailsTheJobOfAWriteAndTheReadItself(SdkUser user) {
        Credentials bad = Credentials.session("00000000000040008000000000000000");
        Sdk sdk = user.isGo() ? SdkUser.go(node, bad) : SdkUser.java(node, bad);
        sdk.call(Api.ADD_MODEL_CENTER, centre("nobody's")).failedWith("ID.1001");
        assertThat(sdk.call(Api.QUERY_MODEL).error()).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"JAVA_WITH_AN_ACCESS_KEY", "GO_WITH_AN_ACCESS_KEY"})
    void aBadSignatureIsTold(SdkUser user) {
        Credentials good = SdkUser.accessKey(node);
        Credentials bad = Credentials.accessKey(String.valueOf(good.keyId()), "guessed");
        Outcome read = (user.isGo() ? SdkUser.go(node, bad) : SdkUser.java(node, bad)).call(Api.QUERY_MODEL);
        if (user.isGo()) {
            read.failedWith("InvalidAccessKeyError");
        } else {
            assertThat(read.failedWith("sdk.1000").details()).contains("wrong accessKey signature");
        }
    }
}
