package dev.weighbridge.source.huggingface;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import dev.weighbridge.source.ScanWarning;
import org.junit.jupiter.api.Test;

class HubScanTest extends HubTestCase {

    @Test
    void asksForNoReasonsWhereNothingWasFound() {
        hub.model("org/name").put("a.bin", new byte[3]);
        assertThat(list("hf://org/name").facts().warnings()).isEmpty();
        assertThat(hub.calls()).extracting(FakeHub.Call::path).noneMatch(path -> path.contains("paths-info")).hasSize(2);
        assertThat(hub.calls().getFirst().query()).isEqualTo("securityStatus=true");
    }

    @Test
    void namesTheScannersAndTheirReasons() {
        flagged();
        assertThat(list("hf://org/name").facts().warnings()).containsExactly(new ScanWarning("sub/a.bin",
                "unsafe (avScan: unsafe, Virus.X found; pickleImportScan: suspicious, imports os.system)"));
        assertThat(hub.calls().getLast().path()).isEqualTo("/api/models/org/name/paths-info/" + hub.model("org/name").newest());
    }

    @Test
    void namesTheFileAsTheModelDoes() {
        flagged();
        assertThat(paths("hf://org/name@main/sub")).containsExactly("a.bin");
        assertThat(paths("hf://org/name@main/sub/a.bin")).containsExactly("a.bin");
        assertThat(paths("hf://org/name@main/other")).isEmpty();
    }

    @Test
    void believesAVerdictWithoutReasons() {
        flagged();
        hub.answerNext("/api/models/org/name/paths-info", 404, "{}");
        assertThat(list("hf://org/name").facts().warnings()).containsExactly(new ScanWarning("sub/a.bin", "unsafe"));
        hub.answerNext("/api/models/org/name/paths-info", 200, "<html>");
        assertThat(list("hf://org/name").facts().warnings()).containsExactly(new ScanWarning("sub/a.bin", "unsafe"));
    }

    private void flagged() {
        hub.model("org/name").putAll(Map.of("sub/a.bin", new byte[3], "other/b.bin", new byte[4])).scanned("sub/a.bin", "unsafe",
                Map.of("avScan", Map.of("status", "unsafe", "message", "Virus.X\n found"), "protectAiScan", Map.of("status", "unscanned"),
                        "pickleImportScan", Map.of("status", "suspicious", "pickleImports",
                                List.of(Map.of("module", "os", "name", "system", "safety", "dangerous"),
                                        Map.of("module", "torch", "name", "Tensor", "safety", "innocuous")))));
    }

    private List<String> paths(String reference) {
        return list(reference).facts().warnings().stream().map(ScanWarning::path).toList();
    }
}
