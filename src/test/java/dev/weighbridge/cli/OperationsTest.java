package dev.weighbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

import dev.weighbridge.api.ApiClient;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.pipeline.SmallPartsNode;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What an operator does. */
class OperationsTest {

    private final TestNode node = SmallPartsNode.on(TestDatabase.H2);

    private final Shell shell = Shell.at(node);

    private final Imports imports = new Imports(node);

    private final String name = "m-" + ResourceUuid.random();

    private Path file(String path) {
        return Imports.file(node.models().resolve(path), 100_000, name.hashCode());
    }

    @Test
    void verifiesWhatIsStored() throws IOException {
        Path source = file(name);
        Ingestion done = imports.run(name, name, "1");
        assertThat(shell.run("verify", name).exits(0).out()).contains("SUCCEEDED, 1 intact, 0 damaged");
        JsonNode verified = shell.run("verify", done.modelUuid(), "-o", "json").exits(0).json();
        assertThat(verified.path("intact").asLong()).isEqualTo(1);
        assertThat(shell.run("show", verified.path("uuid").asString()).exits(0).out()).contains("SUCCEEDED");

        damage();
        Files.delete(source);
        var damaged = shell.run("verify", name).exits(1);
        assertThat(damaged.out()).contains("FAILED, 0 intact, 1 damaged, 0 repaired").contains("NOT_REPAIRED");
        assertThat(damaged.err()).contains("weighbridge: Could not ");
        shell.run("verify", "no-such-model").exits(4);
    }

    /** Changes a byte of the newest object in the store. */
    private void damage() throws IOException {
        Path newest = SmallPartsNode.objects(node).stream().max(Comparator.comparingLong(path -> path.toFile().lastModified()))
                .orElseThrow();
        byte[] bytes = Files.readAllBytes(newest);
        bytes[500] ^= 1;
        Files.write(newest, bytes);
    }

    @Test
    void retriesWhatHasFailed() {
        Ingestion failed = imports.run(name, name, "1");
        assertThat(shell.run("retry", failed.uuid()).exits(1).err()).contains("weighbridge: Could not ");
        file(name);
        assertThat(shell.run("retry", failed.uuid(), "-o", "json").exits(0).json().path("name").asString()).isEqualTo(name);
        assertThat(shell.run("retry", ResourceUuid.random()).exits(4).err()).contains("Could not find the bulk import");
        assertThat(shell.run("retry", "deadbeef".repeat(4)).exits(4).err()).contains("Could not find the bulk import");
        assertThat(shell.run("retry", "../nodes").exits(2).err()).contains("Could not take '../nodes' for a uuid");
    }

    @Test
    void pausesResumesAndCancels() {
        String server = "http://127.0.0.1:1/" + name;
        String uuid = shell.run("add", server, "--centre", imports.center(), "--detach", "-o", "json").exits(0).json().path("uuid")
                .asString();
        assertThat(shell.run("pause", uuid).exits(0).out()).contains(uuid);
        assertThat(shell.run("resume", uuid, "-o", "json").exits(0).json().path("uuid").asString()).isEqualTo(uuid);
        assertThat(shell.run("cancel", uuid).exits(0).out())
                .containsPattern("\\(" + uuid + "\\) (is cancelled|was told to cancel, and will)");
        assertThat(shell.run("cancel", ResourceUuid.random()).exits(4).err()).contains("Could not find the verification");
        assertThat(shell.run("approve", uuid).exits(1).err()).contains("weighbridge: Could not ");
        shell.run("cancel", "x").exits(2);
    }

    @Test
    void listsTheNodes() {
        JsonNode nodes = shell.run("nodes", "-o", "json").exits(0).json();
        assertThat(nodes.path("items").valueStream().map(one -> one.path("alive").asBoolean())).contains(true);
        assertThat(shell.run("nodes").exits(0).out()).contains(nodes.at("/items/0/name").asString()).contains("alive");
    }

    @Test
    void theCollectorRemovesOnlyWhenItIsTold() {
        assertThat(shell.run("gc").exits(0).out()).startsWith("Would remove ").contains("Nothing was changed");
        assertThat(shell.run("gc", "-o", "json").exits(0).json().path("dryRun").asBoolean()).isTrue();
        assertThat(shell.run("gc", "--remove", "-o", "json").exits(0).json().path("dryRun").asBoolean()).isFalse();
    }

    @Test
    void whatIsForTheAdministratorIsRefusedToOthers() {
        String header = String.valueOf(ApiClient.ordinary(node).authorization());
        Shell other = new Shell().with("WEIGHBRIDGE_URL", node.url().toString()).with("WEIGHBRIDGE_SESSION",
                header.substring("OAuth ".length()));
        assertThat(other.run("nodes").exits(7).err()).contains("only the administrator may see them");
        assertThat(other.run("gc").exits(7).err()).contains("only the administrator may");
        other.run("list").exits(0);
    }

    @Test
    void keepsACentreCurrent() throws IOException {
        Path shelf = node.models().resolve(name);
        file(name + "/one/weights.bin");
        String centre = Imports.center(node, shelf.toString());
        ApiClient.admin(node).postJson("/sync-policies", "{\"name\":\"" + name + "\",\"modelCenterUuid\":\"" + centre
                + "\",\"follow\":{\"folders\":[\".\"]}}").with(201);

        assertThat(shell.run("sync").exits(0).out()).contains(name);
        assertThat(shell.run("sync", "preview", name).exits(0).out()).contains("1 new").containsPattern("new +.*one");
        assertThat(shell.run("sync", "run", name).exits(0).out()).contains("SUCCEEDED, 1 new, 0 changed");
        JsonNode again = shell.run("sync", "run", name, "-o", "json").exits(0).json();
        assertThat(again.path("unchanged").asInt()).isEqualTo(1);
        assertThat(shell.run("sync", "history", name).exits(0).out().lines()).hasSize(3);
        assertThat(shell.run("sync", "history", name, "-o", "json").exits(0).json().path("total").asInt()).isEqualTo(2);
        assertThat(shell.run("sync", "run", "no such policy").exits(4).err()).contains("'weighbridge sync' lists them");
    }

    @Test
    void doesNotWaitForAPersonWhoHasToSayYes() throws IOException {
        file(name + "/one/weights.bin");
        String centre = Imports.center(node, node.models().resolve(name).toString());
        ApiClient.admin(node).postJson("/sync-policies", "{\"name\":\"" + name + "\",\"modelCenterUuid\":\"" + centre
                + "\",\"approval\":\"manual\",\"follow\":{\"folders\":[\".\"]}}").with(201);

        var run = shell.run("sync", "run", name).exits(0);
        assertThat(run.out()).contains("SUCCEEDED, 1 new");
        String listed = "weighbridge imports --state AWAITING_APPROVAL --run ";
        assertThat(run.err()).contains("1 import of it may wait for a person: '" + listed);
        String uuid = run.err().substring(run.err().indexOf(listed) + listed.length()).substring(0, 32);
        JsonNode waiting = shell.run("imports", "--state", "AWAITING_APPROVAL", "--run", uuid, "-o", "json").exits(0).json();
        shell.run("approve", waiting.at("/items/0/uuid").asString()).exits(0);
    }
}
