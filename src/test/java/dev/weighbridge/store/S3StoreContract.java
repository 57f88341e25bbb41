package dev.weighbridge.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import dev.weighbridge.artifact.ResourceUuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the store promises on every S3 server. */
abstract class S3StoreContract extends BlobStoreContract {

    private final String bucket = S3Server.freshBucket();

    private final String uuid = ResourceUuid.random();

    private final byte[] content = bytes(2 * partSize(), 5);

    private S3BlobStore store;

    /** Of the server that the tests speak to. */
    protected abstract S3Settings settings(String bucketName);

    @BeforeEach
    void open() {
        store = S3BlobStore.open(settings(bucket), S3Checks.usual(), S3Limits.usual());
    }

    @AfterEach
    void close() {
        store.close();
    }

    protected final String bucket() {
        return bucket;
    }

    @Override
    protected BlobStore store() {
        return store;
    }

    @Override
    protected int partSize() {
        return S3BlobStore.SMALLEST_PART;
    }

    @Override
    protected Optional<byte[]> manifest(String modelUuid) throws IOException {
        String key = S3Key.manifest(modelUuid);
        try (S3Bucket there = S3Bucket.of(settings(bucket), S3Checks.usual(), S3Limits.usual())) {
            var found = there.find(key);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            byte[] json = new byte[Math.toIntExact(found.get().size())];
            there.read(key, 0, json, 0, json.length);
            return Optional.of(json);
        }
    }

    @Test
    void aSecondStoreOnTheSameBucketGoesOnWhereTheFirstWas() throws IOException {
        String first;
        EarlierUpload earlier;
        try (BlobUpload upload = create(uuid)) {
            first = put(upload, content, 1);
            earlier = kept(upload, content, List.of(first));
        }
        store.close();
        open();

        try (BlobUpload upload = store.resume(uuid, earlier).orElseThrow()) {
            upload.complete(content.length, List.of(first, put(upload, content, 2)));
        }
        assertThat(read(uuid)).isEqualTo(content);
    }

    @Test
    void aPartThatAnotherAttemptHasReplacedStopsTheCompletion() {
        try (BlobUpload upload = create(uuid)) {
            String receipt = put(upload, content, 1);
            put(upload, bytes(2 * partSize(), 6), 1);

            assertThat(refused(() -> upload.complete(partSize(), List.of(receipt))).getMessage())
                    .contains("the server no longer has all parts as they were put");
            assertIsNotThere(uuid);
            assertThat(store.resume(uuid, kept(upload, content, List.of(receipt)))).isEmpty();
        }
    }

    @Test
    void whatIsDamagedOnTheWayIsSentAgain() throws IOException {
        try (FaultyWire wire = FaultyWire.to(settings(bucket).server());
                var throughIt = S3BlobStore.open(through(wire), S3Checks.usual(), S3Limits.usual())) {
            try (BlobUpload upload = throughIt.create(uuid, BlobShape.MANY_PARTS)) {
                wire.damageAfter(partSize() / 2, 1);
                String first = put(upload, content, 1);
                wire.damageAfter(partSize() / 2, 1);
                upload.complete(content.length, List.of(first, put(upload, content, 2)));
            }
            assertThat(wire.puts()).hasSize(4);
            String whole = ResourceUuid.random();
            byte[] object = Arrays.copyOf(content, partSize());
            wire.damageAfter(partSize() / 2, 1);
            try (BlobUpload upload = throughIt.create(whole, BlobShape.ONE_PART)) {
                upload.complete(object.length, List.of(upload.put(UploadPart.of(1, 0, object, object.length))));
            }
            assertThat(read(whole)).isEqualTo(object);
        }
        assertThat(read(uuid)).isEqualTo(content);
    }

    @Test
    void whatIsDamagedOnTheWayIsSentAgainWhereTheBytesAreSigned() throws IOException {
        try (FaultyWire wire = FaultyWire.to(settings(bucket).server());
                var throughIt = S3BlobStore.open(through(wire), new S3Checks(S3Checks.Checksum.NONE, true), S3Limits.usual());
                BlobUpload upload = throughIt.create(uuid, BlobShape.MANY_PARTS)) {
            wire.damageAfter(partSize() / 2, 1);
            upload.complete(content.length, List.of(put(upload, content, 1), put(upload, content, 2)));
            assertThat(wire.puts()).hasSize(3);
        }
        assertThat(read(uuid)).isEqualTo(content);
    }

    private S3Settings through(FaultyWire wire) {
        S3Settings real = settings(bucket);
        return new S3Settings(wire.url().toString(), real.region(), bucket, real.key(), real.secret(), true);
    }

    @Test
    void resumesNothingIfACheckpointedPartIsNotThereAsItWasPut() {
        String receipt;
        String handle;
        try (BlobUpload upload = create(uuid)) {
            receipt = put(upload, content, 1);
            handle = upload.handle();
        }
        var there = new EarlierUpload.Part(partSize(), receipt);

        assertThat(store.resume(uuid, new EarlierUpload(handle, List.of(there, there)))).as("a part that was not put").isEmpty();
        assertThat(store.resume(uuid, new EarlierUpload(handle, List.of(new EarlierUpload.Part(7, receipt))))).as("another size").isEmpty();
        assertThat(store.resume(uuid, new EarlierUpload(handle, List.of(new EarlierUpload.Part(partSize(), "another")))))
                .as("other bytes").isEmpty();
        assertThat(store.resume(uuid, new EarlierUpload("", List.of(there)))).as("a checkpoint of another store").isEmpty();
        assertThat(store.resume(uuid, new EarlierUpload(handle, List.of(there)))).isPresent();
    }

    @Test
    void listsMoreUploadsThanAPage() {
        List<String> uuids = IntStream.range(0, 1001).mapToObj(upload -> ResourceUuid.random()).toList();
        uuids.parallelStream().forEach(upload -> create(upload).close());

        assertThat(listed(inAnHour())).containsExactlyInAnyOrderElementsOf(uuids);
    }

    @Test
    void goesOnWithMorePartsThanAPage() {
        byte[] last = bytes(100, 1);
        EarlierUpload earlier;
        try (BlobUpload upload = create(uuid)) {
            var parts = IntStream.rangeClosed(1, 1001).parallel()
                    .mapToObj(part -> new EarlierUpload.Part(100, upload.put(UploadPart.of(part, 0, last, 100))))
                    .toList();
            earlier = new EarlierUpload(upload.handle(), parts);
        }

        assertThat(store.resume(uuid, earlier)).isPresent();
    }
}
