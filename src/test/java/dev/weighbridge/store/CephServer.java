package dev.weighbridge.store;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The Ceph RGW that {@code src/test/ceph/run} has started. */
public final class CephServer {

    /** What Ceph calls its region. */
    private static final String REGION = "default";

    private CephServer() {}

    /** What a node needs to keep its blobs in this bucket, {@code name=value}. */
    public static List<String> properties(String bucket) {
        S3Settings settings = settings(bucket);
        return new ArrayList<>(List.of("weighbridge.store.type=s3", "weighbridge.store.s3.endpoint=" + settings.server(),
                "weighbridge.store.s3.region=" + REGION, "weighbridge.store.s3.bucket=" + bucket,
                "weighbridge.store.s3.access-key=" + settings.key(), "weighbridge.store.s3.secret-key=" + settings.secret()));
    }

    static S3Settings settings(String bucket) {
        return settings(URI.create(Objects.requireNonNull(System.getProperty("test.s3.endpoint"), "src/test/ceph/run sets it")), bucket);
    }

    /** By way of another endpoint that leads to it. */
    static S3Settings settings(URI endpoint, String bucket) {
        return new S3Settings(endpoint.toString(), REGION, bucket, S3Server.ACCESS_KEY, S3Server.SECRET_KEY, true);
    }

    /** A blob's bytes. */
    public static byte[] blob(String bucket, String blobUuid) throws IOException {
        try (var store = S3BlobStore.open(settings(bucket), S3Checks.usual(), S3Limits.usual());
                BlobReader reader = store.open(blobUuid)) {
            byte[] bytes = new byte[Math.toIntExact(reader.size())];
            reader.read(0, bytes, 0, bytes.length);
            return bytes;
        }
    }
}
