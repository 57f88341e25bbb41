package dev.weighbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.collector.Sweeps;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.IngestionState;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.request.Removals;
import dev.weighbridge.source.http.FaultyFile;
import dev.weighbridge.source.http.FaultyHttpServer;
import dev.weighbridge.store.BlobShape;
import dev.weighbridge.store.BlobStore;
import dev.weighbridge.store.FaultyBlobStore.Call;
import dev.weighbridge.store.FaultyBlobStore.Fault;
import dev.weighbridge.store.S3Server;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A whole node whose store is a bucket: the promises that a folder keeps, and that nothing is staged on this machine. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
@ExtendWith(OutputCaptureExtension.class)
class S3StoreTest {

    private static final int SIZE = 7 * S3Node.PART + 77;

    private static final String PATH = "/model.bin";

    private final TestDatabase database;

    private final S3Node bucket;

    private final TestNode node;

    private final Imports imports;

    private final S3Server s3 = S3Server.shared();

    private final FaultyHttpServer server = FaultyHttpServer.start();

    S3StoreTest(TestDatabase database) {
        this.database = database;
        this.bucket = S3Node.on(database);
        this.node = bucket.node();
        this.imports = new Imports(node);
    }

    @AfterEach
    void recover() {
        bucket.faulty().store().recover();
        server.close();
    }

    @Test
    void aModelGoesFromAFolderToTheBucketAndNothingIsStagedHere() throws Exception {
        Path model = node.models().resolve(ResourceUuid.random());
        Imports.file(model.resolve("large.bin"), 2 * S3Node.PART + 5, new Random().nextLong());
        Files.writeString(model.resolve("config.json"), "{\"uuid\": \"" + ResourceUuid.random() + "\"}");

        Ingestion ended = imports.run("folder", model.toString(), null);

        assertSucceeded(ended, Coreutils.checksum(model));
        for (StoredFile file : node.bean(Inventory.class).files(ended.modelUuid())) {
            assertThat(s3.object(bucket.bucket(), S3Server.key(file.blobUuid()))).hasValue(Files.readAllBytes(model.resolve(file.path())));
            if (file.path().equals("config.json")) {
                assertThat(S3Node.taken(file.blobUuid())).containsExactly("object");
            } else {
                assertThat(S3Node.taken(file.blobUuid())).containsExactlyInAnyOrder("part 1", "part 2", "part 3", "complete");
            }
        }
        assertNothingIsStaged();
    }

    @Test
    void theManifestFollowsTheModel() {
        server.file(PATH, bytes(1000));
        Ingestion ended = imports.run("manifest", server.url(PATH).toString(), null);
        String manifest = "manifests/" + ended.modelUuid() + ".json";
        await().atMost(Imports.LONG).until(() -> bucket.objects().contains(manifest));

        node.bean(Removals.class).removeModel(ended.modelUuid());
        await().atMost(Imports.LONG).until(() -> !bucket.objects().contains(manifest));
    }

    @Test
    void goesOnAtItsCheckpointAndNeitherFetchesNorPutsAPartAgain() throws Exception {
        byte[] bytes = bytes(SIZE);
        String ingestion = brokenOff(bucket, bytes);
        long done = checkpoint(ingestion, "bytes");
        long parts = checkpoint(ingestion, "parts");
        String blob = blob(ingestion);
        assertThat(parts).isBetween(1L, 5L);

        FaultyFile again = server.file(PATH, bytes);
        Ingestion ended = bucket.faulty().end(ingestion);

        assertSucceeded(ended, DigestUtils.sha256Hex(bytes));
        assertThat(ended.bytesFetched()).isEqualTo(SIZE);
        assertThat(again.bytesServed()).as("the rest, and one byte to see that it is still the same file").isEqualTo(SIZE - done + 1);
        assertThat(blob(ingestion)).isEqualTo(blob);
        for (long part = 1; part <= parts; part++) {
            assertThat(S3Node.taken(blob)).containsOnlyOnce("part " + part);
        }
        assertThat(s3.object(bucket.bucket(), S3Server.key(blob))).hasValue(bytes);
        assertNothingIsStaged();
    }

    @Test
    void waitsWhenTheServerRefusesItsKeysAndWritesThemNowhere(CapturedOutput output) {
        byte[] bytes = bytes(S3Node.PART + 1);
        server.file(PATH, bytes);
        s3.refuse(write -> write.startsWith("part 1 of "), 403, "SignatureDoesNotMatch");
        String ingestion = imports.request("refused", server.url(PATH).toString(), null);
        await().atMost(Imports.LONG).until(() -> state(ingestion) == IngestionState.WAITING);
        assertThat(Objects.requireNonNull(node.bean(Ingestions.class).find(ingestion).orElseThrow().failure()).message())
                .isEqualTo("Could not write a part to the store: the secret key is not the one of the access key. "
                        + "Check weighbridge.store.s3.secret-key. It is tried again.");

        assertSucceeded(bucket.faulty().end(ingestion), DigestUtils.sha256Hex(bytes));
        assertThat(output.getAll()).contains("weighbridge.store.s3.secret-key").doesNotContain(S3Server.SECRET_KEY)
                .doesNotContainIgnoringCase("x-amz-signature=");
    }

    @Test
    void anotherNodeGoesOnWhereAStoppedOneWas() throws Exception {
        byte[] bytes = bytes(SIZE);
        String url = database.freshUrl();
        S3Node first = S3Node.start(database, url, S3Server.freshBucket());
        String ingestion;
        try (TestNode stopped = first.node()) {
            ingestion = brokenOff(first, bytes);
            assertThat(stopped.home()).isNotEqualTo(node.home());
        }
        FaultyFile again = server.file(PATH, bytes);
        S3Node second = S3Node.start(database, url, first.bucket());
        try (TestNode other = second.node()) {
            Ingestion ended = second.faulty().end(ingestion);

            assertThat(ended.state()).as("%s", ended.failure()).isEqualTo(IngestionState.SUCCEEDED);
            assertThat(again.bytesServed()).isLessThanOrEqualTo(SIZE - S3Node.PART + 1);
            String blob = other.bean(Inventory.class).files(ended.modelUuid()).getFirst().blobUuid();
            assertThat(s3.object(second.bucket(), S3Server.key(blob))).hasValue(bytes);
            assertThat(S3Node.taken(blob)).containsOnlyOnce("part 1").containsOnlyOnce("complete");
        }
    }

    @Test
    void startsFromTheFirstByteWhenTheServerHasPurgedTheUpload() {
        byte[] bytes = bytes(SIZE);
        String ingestion = brokenOff(bucket, bytes);
        String first = blob(ingestion);
        s3.purgeUploads(bucket.bucket());

        FaultyFile again = server.file(PATH, bytes);
        Ingestion ended = bucket.faulty().end(ingestion);

        assertSucceeded(ended, DigestUtils.sha256Hex(bytes));
        assertThat(again.bytesServed()).isEqualTo(SIZE + 1L);
        assertThat(blob(ingestion)).as("a name is used once").isNotEqualTo(first);
    }

    @Test
    void theCollectorRemovesWhatNoRowKnowsAndSaysBeforeWhatItWould() {
        server.file(PATH, bytes(S3Node.PART + 1));
        Ingestion kept = imports.run("kept", server.url(PATH).toString(), null);
        Sweeps.sweep(node, Duration.ZERO);
        s3.plant(bucket.bucket(), S3Server.key(ResourceUuid.random()));
        node.bean(BlobStore.class).create(ResourceUuid.random(), BlobShape.MANY_PARTS).close();
        double before = removed("object");

        assertThat(Sweeps.wouldRemove(node, Duration.ZERO)).isEqualTo(2);
        assertThat(bucket.uploads()).hasSize(1);
        Sweeps.sweep(node, Duration.ZERO);

        assertThat(removed("object") - before).isEqualTo(2);
        assertThat(Sweeps.wouldRemove(node, Duration.ZERO)).isZero();
        assertThat(bucket.uploads()).isEmpty();
        assertThat(bucket.objects()).contains(S3Server.key(blob(kept.uuid())));

        node.bean(Removals.class).removeModel(kept.modelUuid());
        assertThat(Sweeps.wouldRemove(node, Duration.ZERO)).isEqualTo(1);
        Sweeps.sweep(node, Duration.ZERO);
        assertThat(bucket.objects()).doesNotContain(S3Server.key(blob(kept.uuid())));
    }

    private IngestionState state(String ingestion) {
        return node.bean(Ingestions.class).find(ingestion).orElseThrow().state();
    }

    private double removed(String what) {
        return node.bean(MeterRegistry.class).counter("weighbridge.collector.removed", "what", what).count();
    }

    /** An ingestion that waits because the store went away in the middle of its file; the store is back. */
    private String brokenOff(S3Node on, byte[] bytes) {
        server.file(PATH, bytes);
        on.faulty().store().failFrom(6, Call.PUT, Fault.AWAY);
        String ingestion = new Imports(on.node()).request("away", server.url(PATH).toString(), null);
        on.faulty().awaitWait(ingestion, 1);
        on.faulty().store().recover();
        return ingestion;
    }

    private void assertSucceeded(Ingestion ended, String checksum) {
        assertThat(ended.state()).as("%s", ended.failure()).isEqualTo(IngestionState.SUCCEEDED);
        assertThat(node.bean(Inventory.class).find(ended.modelUuid()).orElseThrow().getArtifactChecksum()).isEqualTo(checksum);
    }

    private void assertNothingIsStaged() throws IOException {
        for (String folder : List.of("blobs", "uploads", "manifests")) {
            assertThat(node.home().resolve(folder)).doesNotExist();
        }
        try (var files = Files.walk(node.home())) {
            assertThat(
                    files.filter(file -> !file.startsWith(node.models()) && Files.isRegularFile(file) && file.toFile().length() > 100_000))
                    .isEmpty();
        }
    }

    private long checkpoint(String ingestion, String column) {
        return Objects.requireNonNull(bucket.faulty().sql()
                .queryForObject("select " + column + " from checkpoint where ingestion_uuid = ?", Long.class, ingestion));
    }

    private String blob(String ingestion) {
        return bucket.faulty().sql().queryForList("select blob_uuid from ingestion_file where ingestion_uuid = ?", String.class, ingestion)
                .getFirst();
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random().nextBytes(bytes);
        return bytes;
    }
}
