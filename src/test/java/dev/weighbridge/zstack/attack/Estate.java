package dev.weighbridge.zstack.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.weighbridge.secret.TestSecrets;
import dev.weighbridge.zstack.DoorClient;

/**
 * One of everything that an account can have: what an attack has taken away is made again. What only a worker makes is made beforehand, so often as it may
 * be taken away. Its models lie in the folder {@value #FOLDER}.
 */
final class Estate {

    /** Of the local models, and relative to a centre that is theirs. */
    static final String FOLDER = "org/a";

    private static final String HUB = "hub";

    /** An import that waits for a worker. */
    private static final String OPEN = "open";

    private static final Duration LONG = Duration.ofMinutes(2);

    private static final Duration SOON = Duration.ofMillis(20);

    private static final String IN = "\"modelCenterUuid\":\"$model-centers\"";

    /** @param kind what stands before its uuid in a path */
    private record Thing(String kind, String path, String body) {

        Thing(String path, String body) {
            this(path.substring(path.lastIndexOf('/') + 1), path, body);
        }
    }

    private static final Thing CENTRE = new Thing("/zstack/v1/ai/model-centers", DoorClient.centreBody("attacked", "$folder"));

    private static final Thing MODEL = new Thing("/zstack/v1/ai/models",
            "{\"param\":{\"name\":\"a\",\"installPath\":\"" + FOLDER + "\"," + IN + "}}");

    private static final Thing DATASET = new Thing("/zstack/v1/ai/datasets",
            "{\"params\":{\"name\":\"d\",\"url\":\"" + FOLDER + "\"," + IN + "}}");

    private static final List<Thing> THINGS = List.of(
            new Thing(HUB, "/zstack/v1/ai/model-centers", DoorClient.centreBody("attacked", "https://hub.invalid").replace("{\"name\"",
                    "{\"parameters\":\"{\\\"token\\\":\\\"$token\\\"}\",\"name\"")),
            new Thing("/zstack/v1/ai/model-services", "{\"param\":{\"name\":\"s\",\"yaml\":\"a: 1\"," + IN + ",\"requestCpu\":1,"
                    + "\"requestMemory\":1,\"installPath\":\"/s\",\"startCommand\":\"run\",\"modelUuids\":[\"$models\"]}}"),
            new Thing("/zstack/v1/tags", "{\"params\":{\"name\":\"n\",\"value\":\"price::{amount}\",\"type\":\"withToken\"}}"),
            new Thing("/zstack/v1/user-tags",
                    "{\"params\":{\"resourceType\":\"ModelVO\",\"resourceUuid\":\"$models\",\"tag\":\"mine\"}}"),
            new Thing("/zstack/v1/system-tags",
                    "{\"params\":{\"resourceType\":\"ModelVO\",\"resourceUuid\":\"$models\",\"tag\":\"kept::by\"}}"),
            new Thing("/zstack/v1/accounts/users", "{\"params\":{\"name\":\"u\",\"password\":\"" + DoorClient.sha512("p") + "\"}}"),
            new Thing("/zstack/v1/accesskeys", "{\"params\":{\"description\":\"d\"}}"),
            new Thing(OPEN, "/api/v1/ingestions", "{\"name\":\"o\",\"installPath\":\"" + FOLDER + "\"," + IN + "}"),
            new Thing("/api/v1/sync-policies", "{\"name\":\"p\",\"follow\":{\"folders\":[\"org\"]}," + IN + "}"),
            new Thing("/api/v1/event-hooks", "{\"name\":\"h\",\"url\":\"https://hooks.invalid/$token\",\"secret\":\"$token\"}"),
            new Thing("/api/v1/bulk-imports", "{\"name\":\"a\",\"installPath\":\"" + FOLDER + "\"," + IN + "}\n"));

    private final Deque<Map<String, String>> stock = new ArrayDeque<>();

    private final Map<String, String> uuids = new LinkedHashMap<>();

    private final List<String> secrets = new ArrayList<>();

    private final String folder;

    private DoorClient owner;

    /** @param folder of the local models */
    Estate(DoorClient owner, String folder) {
        this.owner = owner;
        this.folder = folder;
    }

    /** From now on its owner has another session. */
    void isOwnedBy(DoorClient client) {
        owner = client;
    }

    /** By what stands before them in a path. */
    Map<String, String> uuids() {
        return uuids;
    }

    /** What no answer may show of it. */
    List<String> secrets() {
        return secrets;
    }

    /** Needs workers; each model and dataset is in a centre of its own. */
    void stock(int times) {
        List<Map<String, String>> asked = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            Map<String, String> made = new LinkedHashMap<>();
            made.put(CENTRE.kind(), owner.post(CENTRE.path(), CENTRE.body().replace("$folder", folder)).ok().text("/inventory/uuid"));
            for (Thing thing : List.of(MODEL, DATASET)) {
                made.put(thing.kind(), DoorClient.jobUuid());
                owner.post(thing.path(), filled(thing, made), "X-Job-UUID", made.get(thing.kind()));
            }
            asked.add(made);
        }
        asked.forEach(made -> stock.add(worked(made)));
    }

    /** Jobs give way to what came of them. */
    private Map<String, String> worked(Map<String, String> made) {
        made.put("api-jobs", made.get(MODEL.kind()));
        for (Thing thing : List.of(MODEL, DATASET)) {
            String job = made.get(thing.kind());
            made.put(thing.kind(), await().atMost(LONG).pollInterval(SOON).until(() -> owner.get("/zstack/v1/api-jobs/" + job),
                    reply -> reply.status() != 202).ok().text("/inventory/uuid"));
        }
        made.put("ingestions", owner.get("/api/v1/ingestions?job=" + made.get("api-jobs")).ok().text("/items/0/uuid"));
        String verification = owner.post("/api/v1/models/" + made.get(MODEL.kind()) + "/verify", "").text("/uuid");
        await().atMost(LONG).pollInterval(SOON).until(() -> owner.get("/api/v1/verifications/" + verification).text("/state"),
                "SUCCEEDED"::equals);
        made.put("verifications", verification);
        return made;
    }

    /** What cannot be made again, because an attack has used up what an account may have, stays away. */
    void mend() {
        if (!stock.isEmpty() && List.of(CENTRE, MODEL, DATASET).stream().anyMatch(this::isGone)) {
            uuids.putAll(stock.remove());
        }
        THINGS.stream().filter(this::isGone).forEach(this::make);
    }

    private boolean isGone(Thing thing) {
        String uuid = uuids.get(thing.kind());
        return uuid == null || !owner.get(thing.path() + "/" + uuid).body().contains(uuid);
    }

    private void make(Thing thing) {
        String token = TestSecrets.fresh("a token of an estate");
        secrets.add(token);
        boolean isOurs = thing.path().startsWith("/api");
        String type = thing.kind().equals("bulk-imports") ? "application/x-ndjson" : "application/json";
        var reply = owner.post(thing.path(), filled(thing, uuids).replace("$token", token), "Content-Type", type);
        if (reply.status() / 100 == 2) {
            uuids.put(thing.kind(), reply.text(isOurs ? "/uuid" : "/inventory/uuid"));
            if (thing.kind().equals("accesskeys")) {
                secrets.add(TestSecrets.keep("an access key", reply.text("/inventory/AccessKeySecret")));
            }
        }
        assertThat(uuids).as(reply.body()).containsKey(thing.kind());
    }

    private static String filled(Thing thing, Map<String, String> uuids) {
        String body = thing.body();
        for (Map.Entry<String, String> made : uuids.entrySet()) {
            body = body.replace("\"$" + made.getKey() + "\"", "\"" + made.getValue() + "\"");
        }
        return body;
    }
}
