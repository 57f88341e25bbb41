package dev.weighbridge.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;

import dev.weighbridge.api.ApiClient;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.SmallPartsNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Who gets in, and what is taken from whom. */
class SignInTest {

    private final TestNode node = SmallPartsNode.on(TestDatabase.H2);

    private final ConsoleClient stranger = ConsoleClient.stranger(node);

    @Test
    void theRootLeadsToTheConsoleAndTheConsoleToTheSignIn() {
        assertThat(stranger.get("/").with(302).header("Location")).endsWith("/console/imports");
        assertThat(stranger.get("/console/models?name=a%20b").with(302).header("Location"))
                .isEqualTo("/console/sign-in?to=%2Fconsole%2Fmodels%3Fname%3Da%2520b");
        assertThat(stranger.get("/console/sign-in").with(200).html().select("input[name=password]")).hasSize(1);
    }

    @Test
    void whoSignsInComesBackToWhereHeWas() {
        var answer = stranger.post("/console/sign-in", Map.of("account", "admin", "password", TestNode.ADMIN_PASSWORD, "to",
                "/console/models?name=a%20b")).with(302);
        assertThat(answer.header("Location")).endsWith("/console/models?name=a%20b");
        assertThat(answer.header("Set-Cookie")).startsWith(Cookies.SESSION + "=").contains("; Path=/console", "; HttpOnly",
                "; SameSite=Strict", "; Max-Age=7200").doesNotContain("Secure");
        assertThat(stranger.get("/console/models").with(200).html().select(".who").text()).isEqualTo("admin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "//evil.example", "/console/../actuator", "/\\evil.example", "/console//evil.example",
            "/console/sign-in\r\nX: y", "javascript:alert(1)"})
    void nobodyIsSentElsewhere(String to) {
        var answer = stranger.post("/console/sign-in", Map.of("account", "admin", "password", TestNode.ADMIN_PASSWORD, "to", to)).with(302);
        assertThat(answer.header("Location")).endsWith("/console/imports").doesNotContain("evil");
    }

    @Test
    void aWrongPasswordSaysNotWhichOfTheTwoIsWrong() {
        String known = stranger.signIn("admin", "wrong").with(401).html().select("[role=alert]").text();
        String unknown = stranger.signIn("nobody-of-this-name", "wrong").with(401).html().select("[role=alert]").text();
        assertThat(known).isEqualTo("Wrong account name or password.").isEqualTo(unknown);
        assertThat(stranger.cookie(Cookies.SESSION)).isEmpty();
    }

    @Test
    void signingOutEndsTheSessionOnTheServer() {
        var client = ConsoleClient.signedIn(node, "admin");
        String session = client.cookie(Cookies.SESSION);
        assertThat(client.submit("/console/sign-out", Map.of()).with(302).header("Location")).endsWith("/console/sign-in");
        assertThat(client.cookie(Cookies.SESSION)).isEmpty();
        client.cookie(Cookies.SESSION, session);
        client.get("/console/imports").with(302);
    }

    @Test
    void anExpiredSessionLeadsToTheSignInAndTellsScriptsSo() {
        ApiClient ordinary = ApiClient.ordinary(node);
        var client = ConsoleClient.signedIn(node, nameOf(ordinary.account()));
        node.bean(JdbcTemplate.class).update("update account_session set expired_date = create_date where account_uuid = ?",
                ordinary.account());

        assertThat(client.get("/console/imports").with(302).header("Location")).isEqualTo("/console/sign-in?to=%2Fconsole%2Fimports");
        assertThat(client.get("/console/imports", "HX-Request", "true").with(401).header("HX-Redirect")).startsWith("/console/sign-in");
        client.get("/console/events", "Accept", "text/event-stream").with(401);
    }

    @Test
    void takesNoFormWithoutItsToken() {
        var client = ConsoleClient.signedIn(node, "admin");
        var refused = client.post("/console/sign-out", Map.of()).with(403);
        assertThat(refused.html().select("[role=alert]").text()).contains("it was not made for this session");
        client.post("/console/sign-out", Map.of("csrf", ConsoleClient.signedIn(node, "admin").csrf())).with(403);
        client.get("/console/imports").with(200);
    }

    @Test
    void takesNoFormOfAnotherSiteEvenWithItsToken() {
        var client = ConsoleClient.signedIn(node, "admin");
        Map<String, String> form = Map.of("csrf", client.csrf());
        client.postFromElsewhere("/console/sign-out", form, "Sec-Fetch-Site", "cross-site").with(403);
        client.postFromElsewhere("/console/sign-out", form, "Sec-Fetch-Site", "same-site").with(403);
        client.postFromElsewhere("/console/sign-out", form, "Origin", "https://evil.example").with(403);
        client.postFromElsewhere("/console/sign-out", form, "Origin", "null").with(403);
        client.postFromElsewhere("/console/sign-out", form).with(403);
        client.get("/console/imports").with(200);
        client.postFromElsewhere("/console/sign-out", form, "Origin", node.url().toString()).with(302);
    }

    @Test
    void nobodyIsSignedInByAnotherSite() {
        Map<String, String> form = Map.of("account", "admin", "password", TestNode.ADMIN_PASSWORD);
        stranger.postFromElsewhere("/console/sign-in", form, "Sec-Fetch-Site", "cross-site").with(403);
        assertThat(stranger.cookie(Cookies.SESSION)).isEmpty();
    }

    @Test
    void everyPageForbidsScriptsThatAreNotOurs() {
        var client = ConsoleClient.signedIn(node, "admin");
        for (String path : new String[] {"/console/imports", "/console/models", "/console/nothing-here"}) {
            var page = client.get(path);
            assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'",
                    "form-action 'self'").doesNotContain("unsafe");
            assertThat(page.header("Cache-Control")).isEqualTo("no-store");
            assertThat(page.html().select("script:not([src]), [style], style")).isEmpty();
            assertThat(page.html().select("*").stream().flatMap(element -> element.attributes().asList().stream())
                    .filter(attribute -> attribute.getKey().startsWith("on"))).isEmpty();
        }
    }

    @Test
    void whatIsDoneIsWrittenToTheAudit() {
        ApiClient ordinary = ApiClient.ordinary(node);
        String name = nameOf(ordinary.account());
        var client = ConsoleClient.signedIn(node, name);
        client.post("/console/sign-out", Map.of()).with(403);
        client.submit("/console/sign-out", Map.of()).with(302);

        // A line has its end a moment after the answer.
        await().untilAsserted(() -> {
            var lines = ApiClient.admin(node).get("/audit?account=" + ordinary.account() + "&api=console&sort=happenedAt").with(200);
            assertThat(lines.json().at("/items")).extracting(line -> line.at("/api").asString() + " " + line.at("/outcome").asString())
                    .containsExactly("POST /console/sign-in SUCCEEDED", "POST /console/sign-out FAILED",
                            "POST /console/sign-out SUCCEEDED");
            assertThat(lines.json().at("/items/0/resource").asString()).isEqualTo(name);
            assertThat(lines.body()).doesNotContain(TestNode.ADMIN_PASSWORD);
        });
    }

    @Test
    void speaksTheLanguageOfTheBrowserUntilAnotherIsChosen() {
        assertThat(title(stranger, "Accept-Language", "zh-CN,zh;q=0.9,en;q=0.8")).startsWith("登录");
        assertThat(title(stranger, "Accept-Language", "fr,de")).startsWith("Sign in");
        stranger.get("/console/look?language=zh&theme=dark&back=/console/sign-in").with(302);
        var page = stranger.get("/console/sign-in", "Accept-Language", "en");
        assertThat(page.html().title()).startsWith("登录");
        assertThat(page.html().select("html").attr("lang")).isEqualTo("zh");
        assertThat(page.html().select("html").attr("data-theme")).isEqualTo("dark");
    }

    private static String title(ConsoleClient client, String... headers) {
        return client.get("/console/sign-in", headers).with(200).html().title();
    }

    private String nameOf(String account) {
        return String
                .valueOf(node.bean(JdbcTemplate.class).queryForObject("select name from account where uuid = ?", String.class, account));
    }
}
