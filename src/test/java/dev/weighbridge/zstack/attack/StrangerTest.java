package dev.weighbridge.zstack.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.weighbridge.api.ApiClient;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.console.ConsoleClient;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.zstack.DoorClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another account, with every endpoint that the node has and the uuid of everything that is not its own: it sees nothing of it, and changes nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrangerTest {

    /** In the name, path or text of everything that is the owner's. */
    private static final String MARK = "classified";

    private final TestNode node = TestNode.start(TestDatabase.H2, "weighbridge.add-model.sync-wait=20s");

    private final DoorClient owner = DoorClient.admin(node);

    /** With a session at both doors and a browser that has signed in to the console. */
    private DoorClient stranger = owner;

    /** The owner's own browser. */
    private ConsoleClient browser = ConsoleClient.signedIn(node, "admin");

    /** Where the owner sees each thing, by its uuid. */
    private final Map<String, String> things = new LinkedHashMap<>();

    @BeforeAll
    void fill() throws IOException {
        ApiClient ordinary = ApiClient.ordinary(node);
        stranger = Caller.signedIn(ConsoleClient.signedIn(node, ordinary.account())).and(String.valueOf(ordinary.authorization()))
                .at(DoorClient.anonymous(node));
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
        String hook = owner.post("/api/v1/event-hooks", "{\"name\":\"" + MARK + " hook\",\"url\":\"https://hooks.invalid/a\"}")
                .text("/uuid");
        things.put(hook, "/api/v1/event-hooks/" + hook);
        String list = ApiClient.admin(node).exchange("POST", "/api/v1/bulk-imports?name=" + MARK, "name,installPath\na,b\n", "Content-Type",
                "text/csv").with(202).text("/uuid");
        things.put(list, "/api/v1/bulk-imports/" + list);
        String ingestion = owner.get("/api/v1/ingestions?limit=1").ok().text("/items/0/uuid");
        things.put(ingestion, "/api/v1/ingestions/" + ingestion);
        theOwnersPagesShowIt();
    }

    /** Or there would be nothing on them to hide. */
    private void theOwnersPagesShowIt() {
        Map<String, String> pages = Map.of("/api/v1/sync-policies/", "/console/syncs/", "/api/v1/bulk-imports/", "/console/lists/",
                "/api/v1/ingestions/", "/console/imports/", "/zstack/v1/ai/models/", "/console/models/");
        for (Map.Entry<String, String> thing : things.entrySet()) {
            String page = pages.get(thing.getValue().replace(thing.getKey(), ""));
            if (page != null) {
                assertThat(browser.get(page + thing.getKey()).with(200).body()).as(page).contains(MARK);
            }
        }
        for (String page : List.of("models", "imports", "lists", "syncs", "centres", "services", "accounts", "add")) {
            assertThat(browser.get("/console/" + page).with(200).body()).as(page).contains(MARK);
        }
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
        for (Endpoint endpoint : attacked()) {
            for (String uuid : things.keySet()) {
                for (String query : queries(endpoint, uuid)) {
                    var reply = sent(endpoint, uuid, query);
                    assertThat(reply.body() + reply.headers().map()).as("%s of %s", endpoint, things.get(uuid)).doesNotContain(MARK);
                }
            }
        }
        assertThat(seenByTheOwner()).isEqualTo(before);
        assertThat(stranger.get("/console/imports").status()).as("the attacks were those of somebody signed in").isEqualTo(200);
    }

    /** Such that a thing is named in the path, in the body or here. */
    private static List<String> queries(Endpoint endpoint, String uuid) {
        List<String> all = new ArrayList<>();
        if (endpoint.path().contains("{") || Samples.of(endpoint).contains("$uuid")) {
            all.add("");
        }
        if (!endpoint.takesABody() || endpoint.takesAList()) {
            all.add("?uuids=" + uuid + "&modelCenterUuids=" + uuid + "&q=uuid=" + uuid + "&centre=" + uuid + "&run=" + uuid + "&bulk="
                    + uuid
                    + "&model=" + uuid + "&modelCenterUuid=" + uuid + "&tokens=9&sequences=1");
        }
        return all;
    }

    /** All but what would hang, and what would end the session that the others are made with. */
    private List<Endpoint> attacked() {
        return Endpoint.of(node).stream().filter(endpoint -> !endpoint.isEndless() && !endpoint.signsOut()).toList();
    }

    /** As it is in a path, and with each word that a button of the console can say. */
    private DoorClient.Reply sent(Endpoint endpoint, String uuid, String query) {
        String body = endpoint.takesABody() ? Samples.of(endpoint).replace("$uuid", uuid) : "";
        String path = new Endpoint(endpoint.method(), endpoint.path().replace("{wish}", "cancel")).with(uuid);
        return stranger.send(endpoint.method(), path + query, body, "Content-Type", endpoint.type());
    }

    @ParameterizedTest
    @ValueSource(strings = {"imports pause", "imports resume", "imports cancel", "imports approve", "imports retry", "lists pause",
            "lists resume", "lists cancel", "lists retry-failed"})
    void aButtonDoesNothingToWhatIsAnothers(String button) {
        String kind = button.split(" ")[0];
        String door = kind.equals("imports") ? "/api/v1/ingestions/" : "/api/v1/bulk-imports/";
        for (String uuid : things.keySet()) {
            var reply = stranger.post("/console/" + kind + "/" + uuid + "/" + button.split(" ")[1], "", "Content-Type",
                    "application/x-www-form-urlencoded");
            assertThat(reply.status()).as("%s", things.get(uuid)).isEqualTo(404);
            assertThat(reply.body()).doesNotContain(MARK);
        }
        assertThat(things.values()).anyMatch(path -> path.startsWith(door));
    }

    @Test
    void aStrangersUuidIsAnsweredLikeOneThatNobodyHas() {
        String unknown = ResourceUuid.random();
        for (Endpoint endpoint : attacked()) {
            if (endpoint.method().equals("GET") && endpoint.path().contains("{uuid}")) {
                for (String uuid : things.keySet()) {
                    var theirs = stranger.get(endpoint.with(uuid));
                    var nobodys = stranger.get(endpoint.with(unknown));
                    assertThat(theirs.status()).as(endpoint.toString()).isEqualTo(nobodys.status());
                    assertThat(theirs.body().replace(uuid, "")).as(endpoint.toString()).isEqualTo(nobodys.body().replace(unknown, ""));
                }
            }
        }
    }
}
