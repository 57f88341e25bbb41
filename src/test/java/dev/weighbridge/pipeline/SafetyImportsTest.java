package dev.weighbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.weighbridge.api.ApiClient;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.SafetyKind;
import dev.weighbridge.ingestion.Failure;
import dev.weighbridge.inventory.Found;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.inventory.Model;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.source.huggingface.FakeHub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Whole imports of models with dangers in them, on a node that rejects programs and what a hub warns of, and flags the rest. */
class SafetyImportsTest {

    private static TestNode node;

    @BeforeAll
    static void start() {
        node = TestNode.start(TestDatabase.H2, "weighbridge.safety.hub-scan=reject", "weighbridge.collector.interval=1d");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void aRejectedModelLeavesNone() throws IOException {
        Failure why = new Imports(node).refused("bad", folder("bad", "run.sh", "#!/bin/sh\nrm -rf /\n"));
        assertThat(why.kind()).isEqualTo(FailureKind.UNSAFE_CONTENT);
        assertThat(why.message())
                .isEqualTo("Could not add the model 'bad': it is not safe. 'run.sh' is a script: its first line has it run by"
                        + " 'sh'. Leave the file out (exclude), get the weights as safetensors, or, if you trust them, have the operator set"
                        + " weighbridge.safety.executable=flag.");
        assertThat(node.bean(JdbcTemplate.class).queryForObject("select count(*) from model where name = 'bad'", Integer.class)).isZero();
    }

    @Test
    void aFlaggedModelComesInAndShowsWhy() throws IOException {
        String folder = folder("flagged", "modeling_x.py", "import os\n");
        Files.writeString(Path.of(folder, "config.json"), "{\"auto_map\":{\"AutoModel\":\"modeling_x.X\"}}");
        Model model = new Imports(node).imported("flagged", folder);
        JsonNode findings = ApiClient.admin(node).get("/models/" + model.getUuid() + "/derivation").at("/findings");
        assertThat(findings.valueStream().map(finding -> finding.path("danger").asString("") + " " + finding.path("file").asString("")))
                .contains("REMOTE_CODE config.json", "REMOTE_CODE modeling_x.py");
        assertThat(findings.toString()).contains("AutoModel by modeling_x.X.");
    }

    @Test
    void whatTheHubWarnsOfCountsIfItIsTaken() {
        try (FakeHub hub = FakeHub.start()) {
            hub.model("org/bad").putAll(Map.of("config.json", "{}".getBytes(StandardCharsets.UTF_8), "data.bin", new byte[] {1, 2, 3}))
                    .scanned("data.bin", "unsafe", Map.of("avScan", Map.of("status", "unsafe", "message", "Eicar")));
            var imports = new Imports(node, Imports.center(node, hub.endpoint(), "{\"type\":\"huggingface\"}"));
            assertThat(imports.refused("bad hub", "org/bad").message()).contains(
                    "The scanners of the place that 'data.bin' comes from call it unsafe (avScan: unsafe, Eicar).",
                    "weighbridge.safety.hub-scan=flag");
            Model without = imports.imported("half", "hf://org/bad@main/config.json");
            List<Found> findings = node.bean(Inventory.class).findings(without.getUuid());
            assertThat(findings).noneMatch(found -> found.danger() == SafetyKind.HUB_SCAN);
        }
    }

    @Test
    void keepsAsManyDangersAsSomebodyMayRead() throws IOException {
        String folder = folder("many", "0.py", "import os\n");
        for (int i = 1; i < 250; i++) {
            Files.writeString(Path.of(folder, i + ".py"), "import os\n");
        }
        List<Found> found = node.bean(Inventory.class).findings(new Imports(node).imported("many", folder).getUuid());
        assertThat(found.stream().filter(one -> one.danger() != null)).hasSize(200);
        assertThat(found).extracting(Found::sentence).contains("There are 50 more dangers than are kept.");
    }

    private static String folder(String name, String file, String content) throws IOException {
        Path folder = Files.createDirectories(node.models().resolve(name));
        Files.writeString(folder.resolve(file), content);
        return folder.toString();
    }
}
