package dev.weighbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.collector.Sweeps;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.IngestionState;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.request.Removals;
import dev.weighbridge.source.http.FaultyFile;
import dev.weighbridge.source.http.FaultyHttpServer;
import dev.weighbridge.store.FaultyBlobStore.Call;
import dev.weighbridge.store.FaultyBlobStore.Fault;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A store that is away for a while: the import waits, and goes on where it was if what it left is still there and can be read. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class StoreAwayTest {

    private static final int SIZE = 20 * SmallPartsNode.PART + 77;

    private static final String PATH = "/model.bin";

    /** How the source asks after the last byte whether the file is still the same. */
    private static final String UNCHANGED = "bytes=0-0";

    private final FaultyStoreNode faulty;

    private final TestNode node;

    private final Imports imports;

    private final FaultyHttpServer server = FaultyHttpServer.start();

    private final byte[] bytes = new byte[SIZE];

    StoreAwayTest(TestDatabase database) {
        this.faulty = FaultyStoreNode.on(database);
        this.node = faulty.node();
        this.imports = new Imports(node);
        new Random().nextBytes(bytes);
    }

    @AfterEach
    void recover() {
        faulty.store().recover();
        server.close();
    }

    @Test
    void goesOnAtItsCheckpointWithoutFetchingTheEarlierPartsAgain() {
        String ingestion = brokenOff();
        long done = checkpoint(ingestion);
        assertThat(done).as("at most four parts are on the line").isBetween(4L * SmallPartsNode.PART, 8L * SmallPartsNode.PART);

        Second second = goesOn(ingestion);

        assertThat(second.asked()).containsExactly("bytes=" + done + "-", UNCHANGED);
        assertThat(second.served()).isEqualTo(SIZE - done);
        assertThat(second.ended().bytesFetched()).isEqualTo(SIZE);
    }

    @Test
    void startsFromTheFirstByteWhenTheCheckpointsFormatIsUnknown() {
        String ingestion = brokenOff();
        faulty.sql().update("update checkpoint set format = 99 where ingestion_uuid = ?", ingestion);

        assertStartsOver(ingestion);
    }

    @Test
    void startsFromTheFirstByteWhenTheDigestsCodecIsUnknown() {
        String ingestion = brokenOff();
        faulty.sql().update("update checkpoint set digest_codec = 'SHA256FromTheFuture', digest_state = 'zz' where ingestion_uuid = ?",
                ingestion);

        assertStartsOver(ingestion);
    }

    @Test
    void startsFromTheFirstByteWhenTheUploadIsGone() throws Exception {
        String ingestion = brokenOff();
        Files.delete(node.home().resolve("uploads").resolve(blob(ingestion)));

        assertStartsOver(ingestion);
    }

    @Test
    void keepsTheCheckpointWhenTheStoreIsStillAwayAtTheNextAttempt() {
        String ingestion = brokenOff();
        long done = checkpoint(ingestion);
        faulty.store().goAway();
        faulty.makeDue(ingestion);
        faulty.awaitWait(ingestion, 2);
        assertThat(checkpoint(ingestion)).isEqualTo(done);
        faulty.store().recover();

        assertThat(goesOn(ingestion).served()).isEqualTo(SIZE - done);
    }

    @Test
    void waitsWhenWhatIsStoredCannotBeReadAndFetchesNothingAgain() throws Exception {
        Path model = node.models().resolve(ResourceUuid.random());
        Imports.file(model.resolve("large.bin"), 2 * SmallPartsNode.PART, 1);
        Files.write(model.resolve("config.json"), ("{\"uuid\": \"" + ResourceUuid.random() + "\"}").getBytes(StandardCharsets.US_ASCII));
        faulty.store().failFrom(1, Call.OPEN, Fault.AWAY);
        String ingestion = imports.request("unread", model.toString(), null);
        Ingestion waiting = faulty.awaitWait(ingestion, 1);
        faulty.store().recover();

        Ingestion ended = faulty.end(ingestion);

        assertThat(ended.state()).as("%s", ended.failure()).isEqualTo(IngestionState.SUCCEEDED);
        assertThat(ended.bytesFetched()).isEqualTo(waiting.bytesFetched());
    }

    @Test
    void aSweepThatTheStoreBreaksOffIsFinishedByTheNext() {
        server.file(PATH, bytes);
        Ingestion ended = imports.run("swept", server.url(PATH).toString(), null);
        String blob = blob(ended.uuid());
        node.bean(Removals.class).removeModel(ended.modelUuid());
        faulty.store().failFrom(1, Call.DELETE, Fault.AWAY);

        assertThatThrownBy(() -> Sweeps.sweep(node, Duration.ZERO)).isInstanceOf(IngestionException.class);
        assertThat(object(blob)).exists();

        faulty.store().recover();
        Sweeps.sweep(node, Duration.ZERO);
        assertThat(object(blob)).doesNotExist();
        assertThat(faulty.sql().queryForList("select uuid from blob where uuid = ?", blob)).isEmpty();
    }

    /** An ingestion that waits because the store went away in the middle of its file; the store is back. */
    private String brokenOff() {
        server.file(PATH, bytes);
        faulty.store().failFrom(9, Call.PUT, Fault.AWAY);
        String ingestion = imports.request("away", server.url(PATH).toString(), null);
        faulty.awaitWait(ingestion, 1);
        faulty.store().recover();
        return ingestion;
    }

    /** What the second attempt asked for, and how much of the file it was sent. */
    private record Second(Ingestion ended, List<String> asked, long served) {}

    private Second goesOn(String ingestion) {
        // The same file, with a count of its own: the first attempt's connection may still be sent what nobody reads.
        FaultyFile again = server.file(PATH, bytes);
        int before = server.requests(PATH).size();
        Ingestion ended = faulty.end(ingestion);
        assertThat(ended.state()).as("%s", ended.failure()).isEqualTo(IngestionState.SUCCEEDED);
        assertThat(node.bean(Inventory.class).find(ended.modelUuid()).orElseThrow().getArtifactChecksum())
                .isEqualTo(DigestUtils.sha256Hex(bytes));
        List<String> asked = server.requests(PATH).stream().skip(before)
                .map(request -> Objects.requireNonNullElse(request.header("range"), "all")).toList();
        return new Second(ended, asked, again.bytesServed() - asked.stream().filter(UNCHANGED::equals).count());
    }

    private void assertStartsOver(String ingestion) {
        String first = blob(ingestion);
        Second second = goesOn(ingestion);
        assertThat(second.served()).isEqualTo(SIZE);
        assertThat(blob(ingestion)).as("a name is used once").isNotEqualTo(first);
        Sweeps.sweep(node, Duration.ZERO);
        assertThat(node.home().resolve("uploads").resolve(first)).doesNotExist();
        assertThat(object(blob(ingestion))).exists();
    }

    private long checkpoint(String ingestion) {
        return faulty.sql().queryForList("select bytes from checkpoint where ingestion_uuid = ?", Long.class, ingestion).getFirst();
    }

    private String blob(String ingestion) {
        return faulty.sql().queryForList("select blob_uuid from ingestion_file where ingestion_uuid = ?", String.class, ingestion)
                .getFirst();
    }

    private Path object(String blob) {
        return node.home().resolve("blobs").resolve(blob.substring(0, 2)).resolve(blob);
    }
}
