package dev.weighbridge.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.inventory.Model;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Coreutils;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.jdbc.core.JdbcTemplate;

/** The first minute, with all that lies in {@code jobs/} and the samples that it names; the others are imported by DerivationsTest. */
@ExtendWith(OutputCaptureExtension.class)
class QuickstartTest {

    private static final Path SAMPLES = Path.of("samples");

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void theSamplesAreImportedOnceAndShown(TestDatabase database, CapturedOutput output) throws Exception {
        Path home = TestNode.newHome();
        String url = database.freshUrl();
        Map<String, String> first;
        try (TestNode node = start(home, url, database)) {
            first = assertImported(node);
            assertThat(output.getOut()).contains("Importing the models of jobs/quickstart.yaml", "tiny-llama   imported, ",
                    "The console is at " + node.url() + "/ and the API at ");
            assertTable(output.getOut());
        }
        String before = output.getOut();
        try (TestNode node = start(home, url, database)) {
            assertThat(assertImported(node)).isEqualTo(first);
            assertThat(node.bean(JdbcTemplate.class).queryForObject("select count(*) from ingestion", Long.class)).isEqualTo(4);
            String second = output.getOut().substring(before.length());
            assertThat(second.lines().filter(line -> line.endsWith("is in the inventory already, nothing is imported twice"))).hasSize(4);
            assertThat(second).doesNotContain("fetched");
            assertTable(second);
        }
    }

    @Test
    void everyFileOfJobsIsOneThatATestRuns() throws IOException {
        try (Stream<Path> jobs = Files.list(Path.of("jobs"))) {
            assertThat(jobs.map(job -> String.valueOf(job.getFileName()))).as("here, and in SampleJobsTest")
                    .containsExactlyInAnyOrder("quickstart.yaml", "list.yaml", "list.csv", "sync-samples.yaml");
        }
    }

    @Test
    void aListThatCannotBeReadIsSaidAndTheNodeRunsOn(@TempDir Path folder, CapturedOutput output)
            throws IOException {
        Path list = Files.writeString(folder.resolve("wrong.yaml"), "kind: bulk\ncentre: {name: c}\nmodels: [{name: a}]\n");
        try (TestNode node = start(TestNode.newHome(), TestDatabase.H2.freshUrl(), TestDatabase.H2,
                "weighbridge.quickstart.file=" + list)) {
            assertThat(output.getOut()).contains("Could not read the list " + list + ": line 2");
            assertThat(node.bean(Ingestions.class).open(10)).isEmpty();
        }
    }

    private static TestNode start(Path home, String url, TestDatabase database, String... properties) {
        String[] all = Stream.concat(Stream.of("spring.profiles.active=quickstart", "weighbridge.sources.local-roots=samples"),
                Stream.of(properties)).toArray(String[]::new);
        return TestNode.start(home, url, database.user(), List.of(), all);
    }

    /** What must be there; the models' uuids by their places. */
    private static Map<String, String> assertImported(TestNode node) throws Exception {
        List<Model> models = node.bean(Inventory.class).query(Specification.unrestricted(), Sort.by("installPath"), 0, 10);
        assertThat(models).extracting(Model::getInstallPath).containsExactly("tiny-bert-1.0", "tiny-bert-1.1",
                "tiny-gguf/tiny-q8_0.gguf", "tiny-llama");
        assertThat(models).extracting(Model::isLatestVersion).containsExactly(false, true, true, true);
        assertThat(models).extracting(Model::getVendor).containsOnly("Weighbridge");
        assertThat(node.bean(JdbcTemplate.class).queryForList("select distinct state from ingestion", String.class))
                .containsExactly("SUCCEEDED");
        Map<String, String> uuids = new TreeMap<>();
        for (Model model : models) {
            assertThat(model.getArtifactChecksum()).as(model.getInstallPath()).isEqualTo(checksum(SAMPLES.resolve(model.getInstallPath())));
            uuids.put(model.getInstallPath(), model.getUuid());
        }
        return uuids;
    }

    private static void assertTable(String printed) throws Exception {
        List<String> lines = printed.lines().dropWhile(line -> !line.equals("The inventory")).skip(2).limit(5).toList();
        assertThat(lines.getFirst().strip().split(" {2,}")).containsExactly("name", "version", "semver", "latest", "size", "checksum",
                "architecture", "GPU memory");
        assertThat(lines).anySatisfy(line -> assertThat(line.strip().split(" {2,}")).startsWith("tiny-llama", "1.0", "1.0.0", "yes")
                .contains("LlamaForCausalLM", checksum(SAMPLES.resolve("tiny-llama")).substring(0, 16) + "…"));
        assertThat(lines).filteredOn(line -> line.contains("BertForMaskedLM")).extracting(line -> line.strip().split(" {2,}")[3])
                .containsExactlyInAnyOrder("yes", "no");
        assertThat(lines).anySatisfy(line -> assertThat(line).contains("tiny-gguf",
                checksum(SAMPLES.resolve("tiny-gguf/tiny-q8_0.gguf")).substring(0, 16) + "…"));
    }

    private static String checksum(Path model) throws IOException, InterruptedException {
        return Files.isDirectory(model) ? Coreutils.checksum(model) : DigestUtils.sha256Hex(Files.readAllBytes(model));
    }
}
