package dev.weighbridge.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.ResourceUuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class S3BlobStoreTest extends BlobStoreContract {

    private final S3Server server = S3Server.shared();

    private final String bucket = S3Server.freshBucket();

    private final String uuid = ResourceUuid.random();

    private final byte[] content = bytes(2 * partSize(), 5);

    private S3BlobStore store;

    @BeforeEach
    void open() {
        store = S3BlobStore.open(server.settings(bucket), S3Limits.usual());
    }

    @AfterEach
    void close() {
        store.close();
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
        return server.object(bucket, "manifests/" + modelUuid + ".json");
    }

    private List<String> taken() {
        return server.taken().stream().filter(write -> write.endsWith(uuid)).toList();
    }

    @Test
    void keepsUploadsAndObjectsWhereThePageSays() throws IOException {
        String key = "blobs/" + uuid.substring(0, 2) + "/" + uuid;
        try (BlobUpload upload = create(uuid)) {
            String receipt = put(upload, content, 1);
            assertThat(server.uploads(bucket)).containsExactly(key);
            assertThat(server.objects(bucket)).isEmpty();

            upload.complete(partSize(), List.of(receipt));
            assertThat(server.uploads(bucket)).isEmpty();
            assertThat(server.objects(bucket)).containsExactly(key);
        }
        assertThat(taken()).containsExactly("part 1 of " + key, "complete " + key);
    }

    @Test
    void putsAnObjectOfOnePartByOneRequest() {
        writeWhole(uuid, bytes(100, 1));

        assertThat(taken()).containsExactly("object " + S3Server.key(uuid));
        assertThat(server.uploads(bucket)).isEmpty();
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
        assertThat(taken()).filteredOn(write -> write.startsWith("part 1 ")).hasSize(1);
    }

    @Test
    void keepsTheChecksumThatTheServerVerified() {
        try (BlobUpload upload = create(uuid)) {
            // base64 of the CRC32C that RFC 3720 B.4 gives for 32 bytes of zeros, aa 36 91 8a in the order of its wire
            assertThat(upload.put(UploadPart.of(1, 0, new byte[32], 32))).endsWith(" ipE2qg==");
        }
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
    void doesNotSayThatAnObjectIsGoneWhenTheBucketIs() {
        server.removeBucket(bucket);

        var failed = refused(() -> store.find(uuid));
        assertThat(failed.kind()).isEqualTo(FailureKind.STORE_UNAVAILABLE);
        assertThat(failed).hasMessageContaining("the bucket '" + bucket + "' is not there");
    }

    @Test
    void listsMoreThanAPage() {
        for (int object = 0; object < 1001; object++) {
            server.plant(bucket, S3Server.key(ResourceUuid.random()));
        }

        assertThat(listed(inAnHour())).hasSize(1001).doesNotHaveDuplicates();
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

    @Test
    void tellsOfNothingThatOthersPutIntoItsBucket() {
        for (String key : List.of("blobs/readme.txt", "blobs/00/" + uuid.replaceFirst("..", "01"), uuid, "manifests/" + uuid + ".json")) {
            server.plant(bucket, key);
        }

        assertThat(listed(inAnHour())).isEmpty();
    }
}
