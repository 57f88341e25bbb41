package dev.weighbridge.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.ResourceUuid;
import org.junit.jupiter.api.Test;

/** The contract on the server that runs in this JVM, and what can be seen there only. */
class S3BlobStoreTest extends S3StoreContract {

    private final S3Server server = S3Server.shared();

    private final String uuid = ResourceUuid.random();

    private final byte[] content = bytes(2 * partSize(), 5);

    @Override
    protected S3Settings settings(String bucketName) {
        return server.settings(bucketName);
    }

    private List<String> taken() {
        return server.taken().stream().filter(write -> write.endsWith(uuid)).toList();
    }

    @Test
    void keepsUploadsAndObjectsWhereThePageSays() throws IOException {
        String key = "blobs/" + uuid.substring(0, 2) + "/" + uuid;
        try (BlobUpload upload = create(uuid)) {
            String receipt = put(upload, content, 1);
            assertThat(server.uploads(bucket())).containsExactly(key);
            assertThat(server.objects(bucket())).isEmpty();

            upload.complete(partSize(), List.of(receipt));
            assertThat(server.uploads(bucket())).isEmpty();
            assertThat(server.objects(bucket())).containsExactly(key);
        }
        assertThat(taken()).containsExactly("part 1 of " + key, "complete " + key);
    }

    @Test
    void putsAnObjectOfOnePartByOneRequest() {
        writeWhole(uuid, bytes(100, 1));

        assertThat(taken()).containsExactly("object " + S3Server.key(uuid));
        assertThat(server.uploads(bucket())).isEmpty();
    }

    @Test
    void putsNothingAgainThatAnEarlierStoreHasPut() {
        String first;
        EarlierUpload earlier;
        try (BlobUpload upload = create(uuid)) {
            first = put(upload, content, 1);
            earlier = kept(upload, content, List.of(first));
        }
        try (BlobUpload upload = store().resume(uuid, earlier).orElseThrow()) {
            upload.complete(content.length, List.of(first, put(upload, content, 2)));
        }
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
    void doesNotSayThatAnObjectIsGoneWhenTheBucketIs() {
        server.removeBucket(bucket());

        var failed = refused(() -> store().find(uuid));
        assertThat(failed.kind()).isEqualTo(FailureKind.STORE_UNAVAILABLE);
        assertThat(failed).hasMessageContaining("the bucket '" + bucket() + "' is not there");
    }

    @Test
    void listsMoreThanAPage() {
        for (int object = 0; object < 1001; object++) {
            server.plant(bucket(), S3Server.key(ResourceUuid.random()));
        }

        assertThat(listed(inAnHour())).hasSize(1001).doesNotHaveDuplicates();
    }

    @Test
    void tellsOfNothingThatOthersPutIntoItsBucket() {
        for (String key : List.of("blobs/readme.txt", "blobs/00/" + uuid.replaceFirst("..", "01"), uuid, "manifests/" + uuid + ".json")) {
            server.plant(bucket(), key);
        }

        assertThat(listed(inAnHour())).isEmpty();
    }
}
