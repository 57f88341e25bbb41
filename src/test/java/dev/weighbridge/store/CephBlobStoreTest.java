package dev.weighbridge.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;

import dev.weighbridge.artifact.ResourceUuid;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract on a Ceph RGW, which {@code src/test/ceph/run} starts. */
@Tag("ceph")
class CephBlobStoreTest extends S3StoreContract {

    @Override
    protected S3Settings settings(String bucketName) {
        return CephServer.settings(bucketName);
    }

    @Test
    void getsAnMd5OnceItHasShownThatItDoesNotLookAtACrc32c() throws IOException {
        byte[] content = bytes(2 * partSize(), 5);
        try (FaultyWire wire = FaultyWire.to(settings(bucket()).server());
                var store = S3BlobStore.open(CephServer.settings(wire.url(), bucket()), S3Checks.usual(), S3Limits.usual());
                BlobUpload upload = store.create(ResourceUuid.random(), BlobShape.MANY_PARTS)) {
            List<String> receipts = List.of(put(upload, content, 1), put(upload, content, 2));
            upload.complete(content.length, receipts);

            assertThat(receipts).allSatisfy(receipt -> assertThat(receipt).doesNotContain(" "));
            assertThat(wire.puts()).hasSize(2);
            assertThat(wire.puts().getFirst()).doesNotContain("Content-MD5");
            assertThat(wire.puts().getLast()).contains("Content-MD5: ");
        }
    }
}
