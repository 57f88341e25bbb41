package dev.weighbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.collector.Sweeps;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.IngestionState;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.request.Removals;
import dev.weighbridge.source.http.FaultyFile;
import dev.weighbridge.source.http.FaultyHttpServer;
import dev.weighbridge.store.BlobShape;
import dev.weighbridge.store.BlobStore;
import dev.weighbridge.store.Blobs;
import dev.weighbridge.store.FaultyBlobStore.Call;
import dev.weighbridge.store.FaultyBlobStore.Fault;
import dev.weighbridge.store.S3Server;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a sweep takes from a bucket, what it leaves, and what it says of it. The server's clock is the node's, so that no grace is the longest age. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
@ExtendWith(OutputCaptureExtension.class)
class S3CollectorTest {

    private static final int SIZE = 7 * S3Node.PART + 77;

    private static final String PATH = "/model.bin";

    private static final Duration GRACE = Duration.ofHours(1);

    private final S3Node bucket;

    private final TestNode node;

    private final S3Server s3 = S3Server.shared();

    private final FaultyHttpServer server = FaultyHttpServer.start();

    private final byte[] bytes = new byte[SIZE];

    S3CollectorTest(TestDatabase database) {
        this.bucket = S3Node.on(database);
        this.node = bucket.node();
        new Random().nextBytes(bytes);
    }

    @BeforeEach
    void sweepWhatOtherTestsHaveLeft() {
        Sweeps.sweep(node, Duration.ZERO);
    }

    @AfterEach
    void recover() {
        bucket.faulty().store().recover();
        server.close();
    }

    @Test
    void whatIsYoungerThanTheGracePeriodIsLeftAlone() {
        String object = S3Server.key(ResourceUuid.random());
        s3.plant(bucket.bucket(), object);
        String upload = orphanedUpload();

        assertThat(Sweeps.wouldRemove(node, GRACE)).isZero();
        Sweeps.sweep(node, GRACE);
        assertThat(bucket.objects()).contains(object);
        assertThat(bucket.uploads()).contains(upload);

        Sweeps.sweep(node, Duration.ZERO);
        assertThat(bucket.objects()).doesNotContain(object);
        assertThat(bucket.uploads()).doesNotContain(upload);
    }

    @Test
    void theUploadOfAnOpenImportIsLeftHoweverOldItIs() {
        String ingestion = brokenOff();
        String blob = blob(ingestion);

        assertThat(Sweeps.wouldRemove(node, Duration.ZERO)).isZero();
        Sweeps.sweep(node, Duration.ZERO);
        assertThat(bucket.uploads()).contains(S3Server.key(blob));

        FaultyFile again = server.file(PATH, bytes);
        Ingestion ended = bucket.faulty().end(ingestion);
        assertThat(ended.state()).as("%s", ended.failure()).isEqualTo(IngestionState.SUCCEEDED);
        assertThat(blob(ingestion)).as("it went on where it was").isEqualTo(blob);
        assertThat(again.bytesServed()).isLessThan(SIZE);
    }

    @Test
    void theUploadOfACancelledImportIsAbortedWithItsParts() {
        String ingestion = brokenOff();
        String blob = blob(ingestion);
        node.bean(Ingestions.class).cancel(ingestion);

        assertThat(Sweeps.wouldRemove(node, GRACE)).isZero();
        assertThat(Sweeps.wouldRemove(node, Duration.ZERO)).as("the blob, whose row is known, and nothing besides").isEqualTo(1);
        Sweeps.sweep(node, Duration.ZERO);
        assertThat(bucket.uploads()).doesNotContain(S3Server.key(blob));
        assertThat(node.bean(Blobs.class).known(List.of(blob))).isEmpty();
    }

    @Test
    void saysInLogAndMetersWhatItHasRemovedAndADryRunSaysItBefore(CapturedOutput output) {
        server.file(PATH, bytes);
        Ingestion model = new Imports(node).run("removed", server.url(PATH).toString(), null);
        String blob = blob(model.uuid());
        node.bean(Removals.class).removeModel(model.modelUuid());
        s3.plant(bucket.bucket(), S3Server.key(ResourceUuid.random()));
        orphanedUpload();
        double blobs = removed("blob");
        double objects = removed("object");

        assertThat(Sweeps.wouldRemove(node, Duration.ZERO)).isEqualTo(3);
        assertThat(removed("blob") + removed("object")).as("a dry run counts nothing").isEqualTo(blobs + objects);
        assertThat(bucket.objects()).contains(S3Server.key(blob));
        Sweeps.sweep(node, Duration.ZERO);

        assertThat(output).contains("Removed 1 blobs that nothing referred to and 2 objects that no row knew");
        assertThat(removed("blob") - blobs).isEqualTo(1);
        assertThat(removed("object") - objects).isEqualTo(2);
        assertThat(bucket.objects()).doesNotContain(S3Server.key(blob));
        assertThat(Sweeps.wouldRemove(node, Duration.ZERO)).isZero();
    }

    /** An import that waits, with a few parts in its upload, because the store went away; the store is back. */
    private String brokenOff() {
        server.file(PATH, bytes);
        bucket.faulty().store().failFrom(6, Call.PUT, Fault.AWAY);
        String ingestion = new Imports(node).request("away", server.url(PATH).toString(), null);
        bucket.faulty().awaitWait(ingestion, 1);
        bucket.faulty().store().recover();
        return ingestion;
    }

    /** One that no row knows; returns its object's name. */
    private String orphanedUpload() {
        String uuid = ResourceUuid.random();
        node.bean(BlobStore.class).create(uuid, BlobShape.MANY_PARTS).close();
        return S3Server.key(uuid);
    }

    private double removed(String what) {
        return node.bean(MeterRegistry.class).counter("weighbridge.collector.removed", "what", what).count();
    }

    private String blob(String ingestion) {
        return bucket.faulty().sql().queryForList("select blob_uuid from ingestion_file where ingestion_uuid = ?", String.class, ingestion)
                .getFirst();
    }
}
