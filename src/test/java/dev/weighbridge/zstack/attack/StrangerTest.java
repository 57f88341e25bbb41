package dev.weighbridge.zstack.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.weighbridge.api.ApiClient;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.zstack.DoorClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Another account, with every endpoint that the node has and the uuid of everything that is not its own: it sees nothing of it, and changes nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrangerTest {

    /** In the name, path or text of everything that is the owner's. */
    private static final String MARK = "classified";

    private final TestNode node = TestNode.start(TestDatabase.H2, "weighbridge.add-model.sync-wait=20s");

    private final DoorClient owner = DoorClient.admin(node);

    private DoorClient stranger = owner;

    /** Where the owner sees each thing, by its uuid. */
    private final Map<String, String> things = new LinkedHashMap<>();

    @BeforeAll
    void fill() throws IOException {
        stranger = DoorClient.anonymous(node).with("Authorization", String.valueOf(ApiClient.ordinary(node).authorization()));
        Path folder = Files.createDirectories(node.models().resolve(MARK + "-folder"));
        Files.writeString(folder.resolve(MARK + ".txt"), MARK);
        String centre = made("/zstack/v1/ai/model-centers", DoorClient.centreBody(MARK + " centre", node.models().toString()));
        String in = "\",\"modelCenterUuid\":\"" + centre + "\"";
        String model = made("/zstack/v1/ai/models",
                "{\"param\":{\"name\":\"" + MARK + " model\",\"installPath\":\"" + MARK + "-folder" + in + "}}");
        made("/zstack/v1/ai/datasets", "{\"params\":{\"name\":\"" + MARK + " dataset\",\"url\":\"" + MARK + "-folder" + in + "}}");
        made("/zstack/v1/ai/model-services", "{\"param\":{\"name\":\"" + MARK + " service\",\"yaml\":\"a: 1" + in
                + ",\"requestCpu\":1,\"requestMemory\":1,\"installPath\":\"/s\",\"startCommand\":\"run\",\"modelUuids\":[\"" + model
                + "\"]}}");
        made("/zstack/v1/user-tags",
                "{\"params\":{\"resourceType\":\"ModelVO\",\"resourceUuid\":\"" + model + "\",\"tag\":\"" + MARK + "\"}}");
        made("/zstack/v1/tags", "{\"params\":{\"name\":\"" + MARK + "\",\"value\":\"" + MARK + " tag\"}}");
        made("/zstack/v1/accounts/users", "{\"params\":{\"name\":\"" + MARK + " user\",\"password\":\"" + DoorClient.sha512("p") + "\"}}");
        made("/zstack/v1/accounts", "{\"params\":{\"name\":\"" + MARK + " account\",\"password\":\"" + DoorClient.sha512("p") + "\"}}");
        made("/zstack/v1/accesskeys", "{\"params\":{\"description\":\"" + MARK + " key\"}}");
        String policy = owner.post("/api/v1/sync-policies",
                "{\"name\":\"" + MARK + " policy\",\"follow\":{\"folders\":[\"x\"]},\"modelCenterUuid\":\"" + centre
                        + "\"}")
                .text("/uuid");
        things.put(policy, "/api/v1/sync-policies/" + policy);
        String list = ApiClient.admin(node).exchange("POST", "/api/v1/bulk-imports?name=" + MARK, "name,installPath\na,b\n", "Content-Type",
                "text/csv").with(202).text("/uuid");
        things.put(list, "/api/v1/bulk-imports/" + list);
        String ingestion = owner.get("/api/v1/ingestions?limit=1").ok().text("/items/0/uuid");
        things.put(ingestion, "/api/v1/ingestions/" + ingestion);
    }

    @AfterAll
    void close() {
        node.close();
    }

    private String made(String path, String body) {
        String uuid = owner.post(path, body).ok().text("/inventory/uuid");
        things.put(uuid, path + "/" + uuid);
        return uuid;
    }

    private List<String> seenByTheOwner() {
        return things.values().stream().map(path -> owner.get(path).ok().body()).toList();
    }

    @Test
    void seesNothingAndChangesNothing() {
        List<String> before = seenByTheOwner();
        assertThat(before).as("what there is to see").allMatch(body -> body.contains(MARK));
        for (Endpoint endpoint : Endpoint.of(node)) {
            for (String uuid : things.keySet()) {
                String path = endpoint.path().replaceAll("\\{\\*?[^}]*}", uuid);
                String body = endpoint.takesABody() ? Samples.of(endpoint).replace("$uuid", uuid) : "";
                for (String query : List.of("", "?uuids=" + uuid + "&modelCenterUuids=" + uuid + "&q=uuid=" + uuid)) {
                    assertThat(stranger.send(endpoint.method(), path + query, body).body()).as("%s of %s", endpoint, things.get(uuid))
                            .doesNotContain(MARK);
                }
            }
        }
        assertThat(seenByTheOwner()).isEqualTo(before);
    }

    @Test
    void aStrangersUuidIsAnsweredLikeOneThatNobodyHas() {
        String unknown = ResourceUuid.random();
        for (Endpoint endpoint : Endpoint.of(node)) {
            if (endpoint.method().equals("GET") && endpoint.path().contains("{uuid}")) {
                for (String uuid : things.keySet()) {
                    String theirs = stranger.get(endpoint.path().replaceAll("\\{\\*?[^}]*}", uuid)).body().replace(uuid, "");
                    String nobodys = stranger.get(endpoint.path().replaceAll("\\{\\*?[^}]*}", unknown)).body().replace(unknown, "");
                    assertThat(theirs).as(endpoint.toString()).isEqualTo(nobodys);
                }
            }
        }
    }
}
