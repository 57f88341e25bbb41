package dev.weighbridge.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import dev.weighbridge.api.ApiClient;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.collector.Sweeps;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.IngestionState;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Coreutils;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.request.Removals;
import dev.weighbridge.source.http.FaultyFile;
import dev.weighbridge.source.http.FaultyHttpServer;
import dev.weighbridge.store.Blobs;
import dev.weighbridge.store.PartSums;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a verification finds and repairs, whatever the store is. */
abstract class RepairContract {

    private static final String PATH = "/large.bin";

    private static final int PARTS = 4;

    private final TestNode node;

    private final StoredObjects objects;

    private final int part;

    private final Imports imports;

    private final ApiClient admin;

    private final FaultyHttpServer server = FaultyHttpServer.start();

    @TempDir
    private Path folder;

    RepairContract(TestNode node, StoredObjects objects, int part) {
        this.node = node;
        this.objects = objects;
        this.part = part;
        this.imports = new Imports(node);
        this.admin = ApiClient.admin(node);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void findsNothingInAModelThatIsIntactAndAsksNoSource() {
        Ingestion large = imported(bytes());
        int requests = server.requests().size();

        var seen = verified(large);

        assertThat(seen.text("/state")).isEqualTo("SUCCEEDED");
        assertThat(seen.at("/intact").asInt()).isEqualTo(1);
        assertThat(seen.at("/damaged").asInt()).isZero();
        assertThat(seen.at("/blobsDone").asInt()).isEqualTo(seen.at("/blobsTotal").asInt()).isEqualTo(1);
        assertThat(seen.at("/bytesDone").asLong()).isEqualTo(seen.at("/bytesTotal").asLong()).isEqualTo(size());
        assertThat(seen.at("/findings").size()).isZero();
        assertThat(seen.at("/failure").isNull()).isTrue();
        assertThat(server.requests()).hasSize(requests);
    }

    @Test
    void fetchesOnePartAgainWhenOneByteIsWrong() throws Exception {
        byte[] bytes = bytes();
        Ingestion large = imported(bytes);
        String old = blob(large);
        PartSums sums = node.bean(Blobs.class).sums(old).orElseThrow();
        byte[] damaged = objects.flip(old, 2 * part + 5);
        // More than the part is not to be had: who asks for it waits in vain.
        FaultyFile source = server.at(PATH).stallAfter(part);
        int requests = server.requests(PATH).size();

        var seen = verified(large);

        assertThat(seen.text("/state")).as(seen.body()).isEqualTo("SUCCEEDED");
        assertThat(seen.at("/repaired").asInt()).isEqualTo(1);
        assertThat(seen.at("/damaged").asInt()).isEqualTo(1);
        assertThat(seen.at("/bytesFetched").asLong()).isEqualTo(part);
        assertThat(server.requests(PATH).stream().skip(requests).map(request -> request.header("range")))
                .containsExactly("bytes=" + 2 * part + "-");
        assertThat(source.bytesServed()).isLessThanOrEqualTo(size() + 2L + part);

        var finding = seen.at("/findings/0");
        String fresh = finding.at("/newBlobUuid").asString();
        assertThat(finding.at("/outcome").asString()).isEqualTo("REPAIRED");
        assertThat(finding.at("/blobUuid").asString()).isEqualTo(old);
        assertThat(finding.at("/paths").toString()).isEqualTo("[\"large.bin\"]");
        assertThat(finding.at("/damagedParts").toString()).isEqualTo("[3]");
        assertThat(finding.at("/sha256").asString()).isEqualTo(coreutils(bytes));
        assertThat(finding.at("/found/sha256").asString()).isEqualTo(coreutils(damaged));
        assertThat(finding.at("/found/size").asLong()).isEqualTo(size());
        assertThat(finding.at("/message").asString()).startsWith("Repaired 'large.bin'").contains("(part 3)");

        assertIsIn(large, fresh, bytes);
        assertThat(node.bean(Blobs.class).sums(fresh)).hasValue(sums);
        Sweeps.sweep(node, Duration.ZERO);
        assertThat(objects.isThere(old)).isFalse();
        assertThat(verified(large).at("/intact").asInt()).isEqualTo(1);
    }

    @Test
    void fetchesEachRunOfDamagedPartsByOneRequest() throws Exception {
        byte[] bytes = bytes();
        Ingestion large = imported(bytes);
        for (int position : new int[] {0, part, size() - 1}) {
            objects.flip(blob(large), position);
        }
        int requests = server.requests(PATH).size();

        var seen = verified(large);

        assertThat(seen.at("/findings/0/damagedParts").toString()).isEqualTo("[1,2,4]");
        assertThat(seen.at("/bytesFetched").asLong()).isEqualTo(size() - part);
        assertThat(server.requests(PATH).stream().skip(requests).map(request -> String.valueOf(request.header("range"))))
                .containsExactly("null", "bytes=" + 3 * part + "-");
        assertIsIn(large, seen.text("/findings/0/newBlobUuid"), bytes);
    }

    @Test
    void fetchesTheRestOfAnObjectThatWasCutOff() throws Exception {
        byte[] bytes = bytes();
        Ingestion large = imported(bytes);
        objects.write(blob(large), Arrays.copyOf(bytes, part + 9));

        var seen = verified(large);

        assertThat(seen.text("/state")).as(seen.body()).isEqualTo("SUCCEEDED");
        assertThat(seen.at("/findings/0/found/size").asLong()).isEqualTo(part + 9);
        assertThat(seen.at("/findings/0/found/sha256").asString()).isEqualTo(coreutils(Arrays.copyOf(bytes, part + 9)));
        assertThat(seen.at("/findings/0/damagedParts").toString()).isEqualTo("[2,3,4]");
        assertThat(seen.at("/bytesFetched").asLong()).isEqualTo(size() - part);
        assertIsIn(large, seen.text("/findings/0/newBlobUuid"), bytes);
    }

    @Test
    void fetchesNothingWhenAnObjectIsOnlyLonger() throws Exception {
        byte[] bytes = bytes();
        Ingestion large = imported(bytes);
        objects.write(blob(large), Arrays.copyOf(bytes, size() + 3));

        var seen = verified(large);

        assertThat(seen.text("/state")).as(seen.body()).isEqualTo("SUCCEEDED");
        assertThat(seen.at("/findings/0/found/size").asLong()).isEqualTo(size() + 3);
        assertThat(seen.at("/bytesFetched").asLong()).isZero();
        assertIsIn(large, seen.text("/findings/0/newBlobUuid"), bytes);
    }

    @Test
    void fetchesAllOfAnObjectThatIsGone() throws Exception {
        byte[] bytes = bytes();
        Ingestion large = imported(bytes);
        objects.delete(blob(large));

        var seen = verified(large);

        assertThat(seen.text("/state")).as(seen.body()).isEqualTo("SUCCEEDED");
        assertThat(seen.at("/findings/0/found").isNull()).isTrue();
        assertThat(seen.at("/bytesFetched").asLong()).isEqualTo(size());
        assertIsIn(large, seen.text("/findings/0/newBlobUuid"), bytes);
    }

    @Test
    void fetchesAllOfASmallFile() throws Exception {
        byte[] bytes = Arrays.copyOf(bytes(), 1000);
        Ingestion small = imported(bytes);
        objects.flip(blob(small), 999);

        var seen = verified(small);

        assertThat(seen.text("/state")).as(seen.body()).isEqualTo("SUCCEEDED");
        assertThat(seen.at("/findings/0/damagedParts").isNull()).isTrue();
        assertThat(seen.at("/bytesFetched").asLong()).isEqualTo(1000);
        assertIsIn(small, seen.text("/findings/0/newBlobUuid"), bytes);
        assertThat(node.bean(Blobs.class).sums(seen.text("/findings/0/newBlobUuid"))).isEmpty();
    }

    @Test
    void fetchesAllWhereNobodyKeptTheSumsOfTheParts() throws Exception {
        byte[] bytes = bytes();
        Ingestion large = imported(bytes);
        node.bean(JdbcTemplate.class).update("delete from blob_parts where blob_uuid = ?", blob(large));
        objects.flip(blob(large), 7);

        var seen = verified(large);

        assertThat(seen.at("/findings/0/damagedParts").isNull()).isTrue();
        assertThat(seen.at("/bytesFetched").asLong()).isEqualTo(size());
        assertIsIn(large, seen.text("/findings/0/newBlobUuid"), bytes);
        assertThat(node.bean(Blobs.class).sums(seen.text("/findings/0/newBlobUuid")).orElseThrow().crc32c()).hasSize(PARTS);
    }

    @Test
    void repairsTheBlobOfTwoModelsForBoth() throws Exception {
        byte[] bytes = bytes();
        Ingestion one = imported(bytes);
        Ingestion two = imports.run("two", server.url(PATH).toString(), null);
        assertThat(blob(two)).isEqualTo(blob(one));
        objects.flip(blob(one), 5);

        String fresh = verified(two).text("/findings/0/newBlobUuid");

        assertIsIn(one, fresh, bytes);
        assertIsIn(two, fresh, bytes);
        node.bean(Removals.class).removeModel(two.modelUuid());
        Sweeps.sweep(node, Duration.ZERO);
        assertThat(objects.read(fresh)).isEqualTo(bytes);
    }

    @Test
    void namesWhatItCannotRepairBecauseTheSourceIsGone() throws Exception {
        Ingestion large = imported(bytes());
        String old = blob(large);
        byte[] damaged = objects.flip(old, 5);
        server.remove(PATH);

        var seen = verified(large);

        assertThat(seen.text("/state")).isEqualTo("FAILED");
        assertThat(seen.text("/failure/kind")).isEqualTo("DIGEST_MISMATCH");
        assertThat(seen.text("/failure/message")).startsWith("Could not vouch for the model " + large.modelUuid() + ": 1 of its 1 ");
        assertThat(seen.text("/findings/0/outcome")).isEqualTo("NOT_REPAIRED");
        assertThat(seen.at("/findings/0/newBlobUuid").isNull()).isTrue();
        assertThat(seen.text("/findings/0/message")).isEqualTo("Could not repair 'large.bin' (blob " + old
                + "): its source has it no more (" + server.url(PATH)
                + "). Put the file back and verify the model again, or import the model anew: the damaged blob is not used for it.");
        assertThat(blob(large)).isEqualTo(old);
        assertThat(objects.read(old)).as("left as it is").isEqualTo(damaged);
    }

    @Test
    void isNotDeceivedByASourceThatHasOtherBytesNow() throws Exception {
        byte[] bytes = bytes();
        Ingestion large = imported(bytes);
        String old = blob(large);
        objects.flip(old, 5);
        byte[] others = bytes.clone();
        others[6] ^= 1;
        server.at(PATH).content(others);

        var seen = verified(large);

        assertThat(seen.text("/state")).isEqualTo("FAILED");
        assertThat(seen.text("/findings/0/message")).contains("its source has other bytes now (" + server.url(PATH) + ")");
        assertThat(blob(large)).isEqualTo(old);

        // Put back, the same bytes have another ETag; what they are is what counts.
        server.at(PATH).content(bytes);
        var again = verified(large);
        assertThat(again.text("/state")).as(again.body()).isEqualTo("SUCCEEDED");
        assertIsIn(large, again.text("/findings/0/newBlobUuid"), bytes);
    }

    @Test
    void isNotDeceivedWhereOnlyTheWholeDigestTells() throws Exception {
        byte[] bytes = Arrays.copyOf(bytes(), 1000);
        Ingestion small = imported(bytes);
        String old = blob(small);
        byte[] damaged = objects.flip(old, 5);
        byte[] others = bytes.clone();
        others[6] ^= 1;
        server.at(PATH).content(others);

        var seen = verified(small);

        assertThat(seen.text("/state")).isEqualTo("FAILED");
        assertThat(seen.at("/bytesFetched").asLong()).isEqualTo(1000);
        assertThat(seen.text("/findings/0/message")).contains("its source has other bytes now (" + server.url(PATH) + ")");
        assertThat(blob(small)).isEqualTo(old);
        assertThat(objects.read(old)).isEqualTo(damaged);
    }

    @Test
    void noNewImportGetsADamagedBlobAndOneHealsTheOldModel() throws Exception {
        byte[] bytes = bytes();
        Ingestion large = imported(bytes);
        String old = blob(large);
        objects.flip(old, 5);
        server.remove(PATH);
        verified(large);

        server.file("/elsewhere/large.bin", bytes);
        Ingestion anew = imports.run("anew", server.url("/elsewhere/large.bin").toString(), null);
        assertThat(blob(anew)).isNotEqualTo(old);
        assertThat(objects.read(blob(anew))).isEqualTo(bytes);

        var seen = verified(large);
        assertThat(seen.text("/state")).as(seen.body()).isEqualTo("SUCCEEDED");
        assertThat(seen.at("/bytesFetched").asLong()).isZero();
        assertIsIn(large, blob(anew), bytes);
        Sweeps.sweep(node, Duration.ZERO);
        assertThat(objects.isThere(old)).isFalse();
    }

    @Test
    void aBlobThatIsPutRightByHandIsSoundAgain() throws Exception {
        byte[] bytes = bytes();
        Ingestion large = imported(bytes);
        objects.flip(blob(large), 5);
        server.remove(PATH);
        verified(large);
        objects.flip(blob(large), 5);

        assertThat(verified(large).text("/state")).isEqualTo("SUCCEEDED");
        assertThat(node.bean(Blobs.class).ready(coreutils(bytes))).hasValue(blob(large));
    }

    @Test
    void leavesNothingBehindThatTheCollectorWouldNotTake() throws Exception {
        Ingestion large = imported(bytes());
        objects.flip(blob(large), 5);
        byte[] others = bytes();
        server.at(PATH).content(others);
        verified(large);
        var blobs = node.bean(JdbcTemplate.class).queryForList("select uuid from blob where state = 'WRITING'", String.class);

        Sweeps.sweep(node, Duration.ZERO);

        for (String blob : blobs) {
            assertThat(objects.isThere(blob)).isFalse();
        }
        assertThat(node.bean(Blobs.class).known(List.of(blob(large)))).hasSize(1);
    }

    private int size() {
        return (PARTS - 1) * part + 77;
    }

    private byte[] bytes() {
        byte[] bytes = new byte[size()];
        new Random().nextBytes(bytes);
        return bytes;
    }

    private Ingestion imported(byte[] bytes) {
        server.file(PATH, bytes);
        Ingestion ended = imports.run("large", server.url(PATH).toString(), null);
        assertThat(ended.state()).as("%s", ended.failure()).isEqualTo(IngestionState.SUCCEEDED);
        return ended;
    }

    private ApiClient.Reply verified(Ingestion model) {
        return Verifying.to(admin, model.modelUuid());
    }

    private String blob(Ingestion model) {
        return node.bean(Inventory.class).files(model.modelUuid()).getFirst().blobUuid();
    }

    /** The model's only file is in this blob, whose object has these bytes, and its manifest says so. */
    private void assertIsIn(Ingestion model, String blob, byte[] bytes) throws Exception {
        List<StoredFile> files = node.bean(Inventory.class).files(model.modelUuid());
        assertThat(files).singleElement().satisfies(file -> assertThat(file.blobUuid()).isEqualTo(blob));
        byte[] stored = objects.read(blob);
        assertThat(stored).isEqualTo(bytes);
        assertThat(coreutils(stored)).isEqualTo(files.getFirst().sha256());
        await().atMost(Imports.LONG).until(() -> manifest(model).contains(blob));
    }

    abstract String manifest(Ingestion model) throws IOException;

    private String coreutils(byte[] bytes) throws IOException, InterruptedException {
        Path file = folder.resolve(ResourceUuid.random());
        Files.write(file, bytes);
        return Coreutils.sha256(file);
    }
}
