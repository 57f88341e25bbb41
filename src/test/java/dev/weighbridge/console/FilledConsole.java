package dev.weighbridge.console;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;

import dev.weighbridge.api.ApiClient;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.inventory.ModelServices;
import dev.weighbridge.inventory.NewService;
import dev.weighbridge.inventory.ServiceFields;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;

/** Gives every page of the console something to show. Close it: no other test is to meet the policy. */
final class FilledConsole implements AutoCloseable {

    private final TestNode node;

    private final Imports imports;

    private final ApiClient api;

    private final ConsoleClient console;

    private final String policy;

    FilledConsole(TestNode node) {
        this.node = node;
        imports = new Imports(node);
        api = ApiClient.admin(node);
        console = ConsoleClient.signedIn(node, "admin");
        policy = policy();
    }

    /** Below {@code /console/}: all of them, with one of each sort of thing. */
    List<String> pages() {
        Path file = Imports.file(node.models().resolve(ResourceUuid.random()).resolve("a.bin"), 10, 105);
        String model = imports.run("accessible", file.toString(), "1.0").modelUuid();
        String failed = imports.run("failed", node.models().resolve("not-there").toString(), null).uuid();
        service(node, "accessible", String.valueOf(model), imports.center());
        return List.of("imports", "imports/" + failed, "models", "models/" + model, "add", "lists", list(file), "syncs", "syncs/" + policy,
                "centres", "services", "nodes", "accounts", "audit", "not-there");
    }

    private String list(Path good) {
        String csv = "name,installPath\nlisted," + good + "\n,nowhere\ngone," + good + ".gone\n";
        String path = console.send("/console/lists?name=accessible&modelCenterUuid=" + imports.center(), "text/csv", csv).with(200)
                .header("HX-Redirect");
        await().atMost(Imports.LONG)
                .until(() -> !console.get(path).with(200).html().select("h1 + .state").attr("data-state").equals("RUNNING"));
        return path.substring("/console/".length());
    }

    private String policy() {
        String folder = "followed-" + ResourceUuid.random();
        Imports.file(node.models().resolve(folder).resolve("one").resolve("a.bin"), 10, 106);
        String uuid = api.postJson("/sync-policies", "{\"name\":\"accessible\",\"modelCenterUuid\":\"" + imports.center()
                + "\",\"follow\":{\"folders\":[\"" + folder + "\"]},\"schedule\":{\"cron\":\"30 3 * * *\"}}").with(201).text("/uuid");
        api.post("/sync-policies/" + uuid + "/run").with(202);
        await().atMost(Imports.LONG)
                .until(() -> !api.get("/sync-policies/" + uuid + "/history").with(200).at("/items/0/endedAt").isNull());
        return uuid;
    }

    static String service(TestNode node, String name, String modelUuid, String center) {
        var fields = new ServiceFields(name, null, null, "port: 8000", center, 8, 1L << 34, null, null, "/services/x", "serve", null,
                null, null, null, null, false, null, null, "vLLM", null, null, null, null);
        String owner = ApiClient.admin(node).account();
        return node.bean(ModelServices.class).add(new NewService(null, owner, fields, List.of(modelUuid))).getUuid();
    }

    @Override
    public void close() {
        api.send("DELETE", "/sync-policies/" + policy);
    }
}
