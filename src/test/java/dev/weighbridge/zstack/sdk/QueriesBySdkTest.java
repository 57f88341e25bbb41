package dev.weighbridge.zstack.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;

import dev.weighbridge.zstack.DoorClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 6 of the wire contract as the SDKs ask: what each of them escapes, adds and needs in an answer. */
@ParameterizedClass
@EnumSource(names = {"JAVA_WITH_A_SESSION", "GO_WITH_A_SESSION"})
class QueriesBySdkTest extends SdkCase {

    /** What the centres of this test have in common. */
    private final String mark = UUID.randomUUID().toString();

    QueriesBySdkTest(SdkUser user) {
        super(user);
    }

    private void add(String named) {
        sdk.call(Api.ADD_MODEL_CENTER, "name", named, "url", "/a", "zoneUuid", zone(), "managementIp", "10.0.0.1", "managementPort", 1,
                "containerNetwork", mark).ok();
    }

    private List<Bean> marked(Object... more) {
        var given = given("conditions", List.of("containerNetwork=" + mark));
        given.putAll(given(more));
        return sdk.call(Api.QUERY_MODEL_CENTER, given).inventories();
    }

    @AfterEach
    void delete() {
        marked().forEach(centre -> sdk.call(Api.DELETE_MODEL_CENTER, "uuid", centre.uuid()).ok());
    }

    /** A name holds no operator's sign here, because the first operator anywhere in a condition counts. */
    @ParameterizedTest
    @ValueSource(strings = {"a b+c", "100%", "a&b;c/d", "~*'\"()", "模型 ü", "a,b|c^d`{}[]", "#?@:$\\"})
    void whatEachSdkEscapesIsReadAsItWasMeant(String named) {
        add(named);
        assertThat(sdk.call(Api.QUERY_MODEL_CENTER, "conditions", List.of("name=" + named, "containerNetwork=" + mark)).inventories())
                .singleElement().satisfies(centre -> assertThat(centre.text("name")).isEqualTo(named));
    }

    @Test
    void everyOperatorIsUnderstood() {
        add("one");
        for (String condition : List.of("name=one", "name!=two", "managementPort>0", "managementPort>=1", "managementPort<2",
                "managementPort<=1", "name?=one,two", "name!?=two,three", "name~=o%", "name!~=t%", "description is null", "url not null")) {
            assertThat(sdk.call(Api.QUERY_MODEL_CENTER, "conditions", List.of("containerNetwork=" + mark, condition)).inventories())
                    .as(condition).hasSize(1);
        }
    }

    @Test
    void aPageHasItsTotalAndItsOrder() {
        List.of("a", "b", "c").forEach(this::add);
        Outcome page = sdk.call(Api.QUERY_MODEL_CENTER, "conditions", List.of("containerNetwork=" + mark), "limit", 1, "start", 1,
                "replyWithCount", true, "sortBy", "name", "sortDirection", "desc");
        assertThat(page.get("total")).isEqualTo(3L);
        assertThat(page.inventories()).extracting(centre -> centre.text("name")).containsExactly("b");
        assertThat(marked("sortBy", "name", "sortDirection", "asc")).extracting(centre -> centre.text("name"))
                .containsExactly("a", "b", "c");
    }

    @Test
    void whatIsNotFoundIsAnEmptyList() {
        assertThat(marked()).isEmpty();
    }

    @Test
    void anUnknownFieldIsAnErrorThatTheUserSees() {
        SdkError error = sdk.call(Api.QUERY_MODEL_CENTER, "conditions", List.of("colour=red")).error();
        assertThat(error).isNotNull();
        assertThat(String.valueOf(error)).contains("SYS.1000");
    }

    /** An early Java SDK sends its start as a second limit, an early Go SDK its direction beside the sort. */
    @Test
    void whatOldReleasesSendIsServed() {
        List.of("a", "b").forEach(this::add);
        var reply = DoorClient.admin(node).get("/zstack/v1/ai/model-centers?q=containerNetwork=" + mark
                + "&limit=1&limit=0&sortDirection=desc&sort=-name").ok();
        assertThat(reply.at("/inventories").valueStream().map(centre -> centre.get("name").asString())).containsExactly("b");
    }
}
