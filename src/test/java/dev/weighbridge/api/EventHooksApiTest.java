package dev.weighbridge.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Event hooks as the door takes and shows them. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class EventHooksApiTest {

    private static final String URL = "http://127.0.0.1:9/services/of-the-chat?token=also";

    private final TestNode node;

    private final ApiClient owner;

    EventHooksApiTest(TestDatabase database) {
        node = TestNode.shared(database);
        owner = ApiClient.ordinary(node);
    }

    private static String body(String more) {
        return "{\"name\":\"chat\",\"url\":\"" + URL + "\"" + more + "}";
    }

    @Test
    void whatIsSecretIsTakenAndNeverShown() {
        var added = owner.postJson("/event-hooks", body(",\"secret\":\"between-the-two\",\"types\":[\"model.added\"]")).with(201);
        String uuid = added.text("/uuid");
        assertThat(added.headers().firstValue("Location")).hasValue("/api/v1/event-hooks/" + uuid);
        assertThat(added.at("/signed").asBoolean()).isTrue();
        assertThat(added.text("/url")).isEqualTo("http://127.0.0.1:9");
        assertThat(added.at("/types")).hasToString("[\"model.added\"]");
        for (String shown : List.of(added.body(), owner.get("/event-hooks/" + uuid).with(200).body(), owner.get("/event-hooks").body())) {
            assertThat(shown).doesNotContain("of-the-chat").doesNotContain("also").doesNotContain("between");
        }
        assertThat(node.bean(JdbcTemplate.class).queryForMap("select * from event_hook where uuid = ?", uuid).values())
                .allSatisfy(value -> assertThat(String.valueOf(value)).doesNotContain("of-the-chat").doesNotContain("between"));
    }

    @Test
    void whatAnUpdateLeavesOutStays() {
        String uuid = owner.postJson("/event-hooks", body(",\"secret\":\"s\"")).with(201).text("/uuid");
        var changed = change(uuid, "{\"name\":\"other\",\"enabled\":false}").with(200);
        assertThat(changed.text("/url")).isEqualTo("http://127.0.0.1:9");
        assertThat(changed.at("/signed").asBoolean()).isTrue();
        assertThat(changed.at("/enabled").asBoolean()).isFalse();
        assertThat(changed.at("/types").size()).isEqualTo(5);
        assertThat(change(uuid, "{\"name\":\"other\",\"secret\":\"\"}").with(200).at("/signed").asBoolean()).isFalse();
        assertThat(owner.send("DELETE", "/event-hooks/" + uuid).status()).isEqualTo(204);
        owner.get("/event-hooks/" + uuid).problem(404, "NOT_FOUND");
    }

    private ApiClient.Reply change(String uuid, String body) {
        return owner.exchange("PUT", "/api/v1/event-hooks/" + uuid, body, "Content-Type", "application/json");
    }

    @Test
    void whatIsWrongIsNamedAndNotRepeated() {
        for (List<String> wrong : List.of(List.of("{\"name\":\"a\"}", "field[url] is mandatory"),
                List.of("{\"url\":\"" + URL + "\"}", "field[name] is mandatory"),
                List.of("{\"name\":\"a\",\"url\":\"ftp://of-the-chat/\"}", "field[url] must be http or https"),
                List.of("{\"name\":\"a\",\"url\":\"http://user:of-the-chat@h/\"}", "without user name"),
                List.of("{\"name\":\"a\",\"url\":\"http://of-the-chat not\"}", "field[url] is no URL"),
                List.of(body(",\"types\":[\"model.eaten\"]"), "field[types] must be a list of model.added"),
                List.of(body(",\"types\":[]"), "field[types] is empty"), List.of(body(",\"enabled\":1"), "field[enabled]"),
                List.of(body(",\"more\":1"), "field[more] is not known here"), List.of("[]", "the body"))) {
            assertThat(owner.postJson("/event-hooks", wrong.getFirst()).problem(400, "INVALID_REQUEST").text("/detail"))
                    .contains(wrong.getLast()).doesNotContain("of-the-chat");
        }
    }

    @Test
    void anAccountSeesItsOwnAndOnlyTheAdministratorHearsOfEverybody() {
        String uuid = owner.postJson("/event-hooks", body("")).with(201).text("/uuid");
        ApiClient other = ApiClient.ordinary(node);
        other.get("/event-hooks/" + uuid).problem(404, "NOT_FOUND");
        other.get("/event-hooks/" + uuid + "/deliveries").problem(404, "NOT_FOUND");
        other.post("/event-hooks/" + uuid + "/test").problem(404, "NOT_FOUND");
        other.send("DELETE", "/event-hooks/" + uuid).problem(404, "NOT_FOUND");
        assertThat(other.get("/event-hooks").with(200).at("/total").asInt()).isZero();
        owner.postJson("/event-hooks", body(",\"everybody\":true")).problem(403, "FORBIDDEN");
        ApiClient admin = ApiClient.admin(node);
        admin.get("/event-hooks/" + uuid).with(200);
        String everybody = admin.postJson("/event-hooks", body(",\"everybody\":true,\"enabled\":false")).with(201).text("/uuid");
        assertThat(admin.send("DELETE", "/event-hooks/" + everybody).status()).isEqualTo(204);
    }

    @Test
    void aTestCallSaysWhyItWasInVain() {
        String refusing = owner.postJson("/event-hooks", body("")).with(201).text("/uuid");
        var tried = owner.post("/event-hooks/" + refusing + "/test").with(200);
        assertThat(tried.at("/taken").asBoolean()).isFalse();
        assertThat(tried.text("/flaw")).isEqualTo("the connection failed");
        String inside = owner.postJson("/event-hooks", "{\"name\":\"a\",\"url\":\"http://169.254.169.254/latest\"}").with(201)
                .text("/uuid");
        assertThat(owner.post("/event-hooks/" + inside + "/test").with(200).text("/flaw"))
                .contains("weighbridge.webhooks.allowed-networks");
    }

    @Test
    void anAccountHasNotMoreThanFifty() {
        for (int i = 0; i < 50; i++) {
            owner.postJson("/event-hooks", body("")).with(201);
        }
        owner.postJson("/event-hooks", body("")).problem(422, "LIMIT_EXCEEDED");
        assertThat(owner.get("/event-hooks?limit=2&start=49").with(200).at("/items").size()).isEqualTo(1);
    }
}
