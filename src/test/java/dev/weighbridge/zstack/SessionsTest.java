package dev.weighbridge.zstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import dev.weighbridge.node.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 2 of the wire contract. */
class SessionsTest {

    private static final DateTimeFormatter SDK_DATE = DateTimeFormatter.ofPattern("MMM d, yyyy h:mm:ss a", Locale.ENGLISH);

    private final DoorClient anyone = DoorClient.anonymous();

    private String newSession() {
        return anyone.logIn("admin", TestNode.ADMIN_PASSWORD).ok().text("/inventory/uuid");
    }

    @Test
    void loginAnswersASessionOfAdminsFixedAccount() {
        var reply = anyone.logIn("admin", TestNode.ADMIN_PASSWORD).ok();
        assertThat(reply.text("/inventory/uuid")).matches("[0-9a-f]{32}");
        assertThat(reply.text("/inventory/accountUuid")).isEqualTo(DoorClient.ADMIN_UUID);
        assertThat(reply.text("/inventory/userUuid")).isEqualTo(DoorClient.ADMIN_UUID);
    }

    @Test
    void aSessionLivesTwoHoursFromItsLogin() {
        var reply = anyone.logIn("admin", TestNode.ADMIN_PASSWORD).ok();
        var created = LocalDateTime.parse(reply.text("/inventory/createDate"), SDK_DATE);
        var expires = LocalDateTime.parse(reply.text("/inventory/expiredDate"), SDK_DATE);
        assertThat(Duration.between(created, expires)).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void loginAcceptsWhatTheGoSdkSends() {
        anyone.asGoSdk().put("/zstack/v1/accounts/login", """
                {"logInByAccount":{"accountName":"admin","password":"%s","accountType":"","captchaUuid":"","verifyCode":"","clientInfo":null},
                "systemTags":null,"userTags":null}""".formatted(DoorClient.sha512(TestNode.ADMIN_PASSWORD))).ok();
    }

    @Test
    void loginAcceptsTheNeedlessHeadersOfTheJavaSdkAndDescribesTheSessionForIt() {
        var reply = anyone.with("X-Job-UUID", DoorClient.jobUuid(), "X-JSON-Schema", "true").logIn("admin", TestNode.ADMIN_PASSWORD).ok();
        assertThat(reply.json().get("schema").get("inventory").asString()).isEqualTo("org.zstack.header.identity.SessionInventory");
    }

    @Test
    void theOtherLoginPathWorksForAccounts() {
        anyone.put("/zstack/v1/login", "{\"logIn\":{\"username\":\"admin\",\"password\":\"%s\",\"loginType\":\"account\"}}"
                .formatted(DoorClient.sha512(TestNode.ADMIN_PASSWORD))).ok();
    }

    @Test
    void aWrongPasswordAndAnUnknownNameAreAnsweredAlike() {
        var wrong = anyone.logIn("admin", "wrong").failedWith("ID.1000");
        var unknown = anyone.logIn("nobody", "wrong").failedWith("ID.1000");
        assertThat(wrong.text("/error/description")).isEqualTo("Unable to authenticate a user");
        assertThat(wrong.text("/error/details")).isEqualTo("wrong account name or password");
        assertThat(unknown.body()).isEqualTo(wrong.body());
    }

    @Test
    void theClearPasswordIsNoPassword() {
        anyone.put("/zstack/v1/accounts/login",
                "{\"logInByAccount\":{\"accountName\":\"admin\",\"password\":\"" + TestNode.ADMIN_PASSWORD + "\"}}")
                .failedWith("ID.1000");
    }

    @Test
    void loginWithoutAPasswordIsAnInvalidArgument() {
        assertThat(
                anyone.put("/zstack/v1/accounts/login", "{\"logInByAccount\":{\"accountName\":\"admin\"}}").failedWith("SYS.1007").body())
                .contains("field[password]");
    }

    @Test
    void loginWithoutTheActionIsRefused() {
        assertThat(anyone.put("/zstack/v1/accounts/login", "{\"accountName\":\"admin\"}").refusedWith(400).body())
                .startsWith("the body doesn't contain action mapping");
    }

    @Test
    void loginReadsABodyThatCurlLabelsAsAForm() {
        anyone.with("Content-Type", "application/x-www-form-urlencoded").logIn("admin", TestNode.ADMIN_PASSWORD).ok();
    }

    @Test
    void logoutEndsTheSessionAndAnswersAnEmptyObject() {
        String session = newSession();
        assertThat(anyone.delete("/zstack/v1/accounts/sessions/" + session + "?deleteMode=").ok().body()).isEqualTo("{}");
        anyone.with("Authorization", "OAuth " + session).get("/zstack/v1/ai/models").failedWith("ID.1001");
    }

    @Test
    void logoutOfAnUnknownSessionSucceeds() {
        assertThat(anyone.delete("/zstack/v1/accounts/sessions/" + DoorClient.jobUuid() + "?clientInfo.x=y").ok().body()).isEqualTo("{}");
    }

    @Test
    void validTellsTrueOrFalseAndNothingElse() {
        String session = newSession();
        assertThat(anyone.get("/zstack/v1/accounts/sessions/" + session + "/valid").ok().body()).isEqualTo("{\"valid\":true}");
        anyone.delete("/zstack/v1/accounts/sessions/" + session);
        assertThat(anyone.get("/zstack/v1/accounts/sessions/" + session + "/valid").ok().body()).isEqualTo("{\"valid\":false}");
        assertThat(anyone.get("/zstack/v1/accounts/sessions/nonsense/valid").ok().body()).isEqualTo("{\"valid\":false}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OAuth 00000000000040008000000000000000", "OAuth null", "OAuth", "OAuth not-a-session"})
    void aBadSessionIsFoundAtOnceByAGet(String authorization) {
        var reply = anyone.with("Authorization", authorization).get("/zstack/v1/ai/models").failedWith("ID.1001");
        assertThat(reply.text("/error/description"))
                .isEqualTo("The session is invalid, either wrong session id or the session has been expired");
        assertThat(reply.text("/error/details")).isEqualTo("Session expired");
    }
}
