package dev.weighbridge.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/**
 * The OpenAPI document holds against the controllers, against itself, and against what it refuses. What the door answers when all goes well is held against
 * it by {@link ApiClient}, in every test of this door.
 */
class OpenApiTest {

    private final TestNode node = TestNode.shared(TestDatabase.H2);

    private final DescribedDoor door = DescribedDoor.ours();

    @Test
    void itDescribesEveryOperationOfTheControllersAndNoOther() {
        Set<String> served = new TreeSet<>();
        node.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class).getHandlerMethods().keySet()
                .forEach(mapping -> mapping.getPatternValues().stream().filter(path -> path.startsWith("/api/")).forEach(path -> mapping
                        .getMethodsCondition().getMethods().forEach(method -> served.add(method + " " + path.replace("{*", "{")))));
        assertThat(served).hasSizeGreaterThan(30);
        assertThat(door.operations().keySet()).containsExactlyElementsOf(served);
    }

    @Test
    void anybodyMayReadIt() {
        var reply = ApiClient.anonymous(node).exchange("GET", "/v3/api-docs", "").with(200);
        assertThat(reply.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(reply.json()).isEqualTo(door.document());
        assertThat(reply.text("/openapi")).startsWith("3.1");
    }

    @Test
    void everyExampleIsAsItsSchemaSays() {
        List<String> seen = new ArrayList<>();
        door.operations().forEach((name, operation) -> {
            checkExamples(name, operation.described().at("/requestBody/content"), seen);
            operation.described().at("/responses").forEach(response -> checkExamples(name, door.resolved(response).path("content"), seen));
        });
        assertThat(seen).hasSizeGreaterThan(2 * door.operations().size() - 5);
    }

    private void checkExamples(String name, JsonNode content, List<String> seen) {
        for (Map.Entry<String, JsonNode> media : content.properties()) {
            if (media.getKey().endsWith("json") && media.getValue().path("schema").has("$ref")) {
                JsonNode example = media.getValue().path("example");
                assertThat(example.isMissingNode()).as(name + " has no example of " + media.getKey()).isFalse();
                assertThat(door.faults(media.getValue().get("schema"), example)).as(name).isEmpty();
                seen.add(name + " " + media.getKey());
            }
        }
    }

    @Test
    void everyOperationSaysWhatItIsAndHasANameOfItsOwn() {
        Set<String> names = new TreeSet<>();
        Set<String> tags = new TreeSet<>();
        door.document().at("/tags").forEach(tag -> tags.add(tag.get("name").asString()));
        door.operations().forEach((name, operation) -> {
            assertThat(names.add(operation.described().path("operationId").asString())).as(name).isTrue();
            assertThat(operation.described().path("summary").asString()).as(name).isNotBlank();
            assertThat(tags).as(name).contains(operation.described().at("/tags/0").asString());
            assertThat(parameters(operation, "path")).as(name).containsExactlyInAnyOrderElementsOf(placeholders(operation.path()));
        });
    }

    private List<String> parameters(DescribedDoor.Operation operation, String where) {
        List<String> names = new ArrayList<>();
        operation.described().path("parameters").forEach(parameter -> {
            JsonNode described = door.resolved(parameter);
            if (described.path("in").asString().equals(where)) {
                names.add(described.path("name").asString());
            }
        });
        return names;
    }

    private static List<String> placeholders(String path) {
        return Pattern.compile("\\{([^}]+)}").matcher(path).results().map(found -> found.group(1)).toList();
    }

    @Test
    void whoHasNoSessionIsRefusedEverywhereInTheFormOfAProblem() {
        door.operations().forEach((name, operation) -> {
            if (!operation.described().has("security")) {
                ApiClient.anonymous(node).exchange(operation.method(), filled(operation), "").problem(401, "NOT_AUTHENTICATED");
            }
        });
    }

    @Test
    void whatIsNotThereIsNotFoundInTheFormOfAProblem() {
        ApiClient admin = ApiClient.admin(node);
        door.operations().forEach((name, operation) -> {
            if (operation.path().contains("{uuid}")) {
                admin.exchange(operation.method(), filled(operation), operation.method().equals("PUT") ? "{}" : "").problem(404,
                        "NOT_FOUND");
            }
        });
    }

    private static String filled(DescribedDoor.Operation operation) {
        return operation.path().replace("{uuid}", ResourceUuid.random()).replace("{path}", "config.json");
    }

    @Test
    void itKnowsEveryKindOfFailure() {
        Set<String> kinds = new TreeSet<>();
        door.document().at("/components/schemas/FailureKind/enum").forEach(kind -> kinds.add(kind.asString()));
        Set<String> ours = new TreeSet<>();
        for (FailureKind kind : FailureKind.values()) {
            ours.add(kind.name());
        }
        assertThat(kinds).isEqualTo(ours);
    }

    @Test
    void whatMayBeSortedIsSorted() {
        ApiClient admin = ApiClient.admin(node);
        List<String> tried = new ArrayList<>();
        door.operations().values().stream().filter(one -> !one.path().contains("{") && parameters(one, "query").contains("sort"))
                .forEach(one -> fields(one).forEach(field -> {
                    admin.exchange("GET", one.path() + "?limit=1&sort=-" + field, "").with(200);
                    tried.add(one.path() + field);
                }));
        assertThat(tried).hasSizeGreaterThan(15);
    }

    /** Of the sentence that names them. */
    private List<String> fields(DescribedDoor.Operation operation) {
        for (JsonNode parameter : operation.described().get("parameters")) {
            if (parameter.path("name").asString().equals("sort")) {
                return List.of(parameter.get("description").asString().replaceAll("One of (.*?);.*", "$1").split(", "));
            }
        }
        return List.of();
    }

    /** The judge itself: a field too many, one too few, and a wrong type are faults. */
    @Test
    void anAnswerThatIsOtherwiseIsFound() {
        String good = "{\"dryRun\":true,\"blobs\":1,\"objects\":0,\"unknownManifests\":0}";
        check(good);
        for (String bad : List.of(good.replace("}", ",\"more\":1}"), good.replace(",\"objects\":0", ""), good.replace("1", "\"1\""))) {
            assertThatThrownBy(() -> check(bad)).isInstanceOf(AssertionError.class).hasMessageContaining("POST /api/v1/collector 200");
        }
        assertThatThrownBy(() -> door.check("GET", "/api/v1/nothing", reply(200, "{}"))).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> door.check("POST", "/api/v1/collector", reply(202, good))).isInstanceOf(AssertionError.class);
    }

    private void check(String body) {
        door.check("POST", "/api/v1/collector?dryRun=true", reply(200, body));
    }

    private static ApiClient.Reply reply(int status, String body) {
        return new ApiClient.Reply(status, body,
                HttpHeaders.of(Map.of("Content-Type", List.of("application/json")), (name, value) -> true));
    }
}
