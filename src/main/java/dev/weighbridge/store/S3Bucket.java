package dev.weighbridge.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.minio.AbortMultipartUploadArgs;
import io.minio.CompleteMultipartUploadArgs;
import io.minio.CreateMultipartUploadArgs;
import io.minio.GetObjectArgs;
import io.minio.ListMultipartUploadsArgs;
import io.minio.ListObjectsV2Args;
import io.minio.MakeBucketArgs;
import io.minio.MinioAsyncClient;
import io.minio.RemoveObjectArgs;
import io.minio.StatObjectArgs;
import io.minio.errors.MinioException;
import io.minio.messages.ListBucketResultV2;
import io.minio.messages.ListMultipartUploadsResult;
import io.minio.messages.Part;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** One bucket: each method is one request, and throws an {@link S3Refusal} for an answer that its own words do not cover. For many threads. */
final class S3Bucket implements AutoCloseable {

    private static final int PAGE = 1000;

    private final MinioAsyncClient client;

    private final S3Writes writes;

    private final S3PartsList lists;

    private final String name;

    private S3Bucket(MinioAsyncClient client, S3Writes writes, S3PartsList lists, String name) {
        this.client = client;
        this.writes = writes;
        this.lists = lists;
        this.name = name;
    }

    /** An object that is there. */
    record Found(long size, String etag) {}

    /** Where a listing of uploads goes on. */
    record Marker(@Nullable String key, @Nullable String upload) {

        static Marker of(ListMultipartUploadsResult page) {
            return new Marker(page.nextKeyMarker(), page.nextUploadIdMarker());
        }
    }

    static S3Bucket of(S3Settings settings, S3Checks checks, S3Limits limits) {
        OkHttpClient http = S3Http.client(limits);
        MinioAsyncClient client = MinioAsyncClient.builder().endpoint(settings.server().toString()).region(settings.region())
                .credentials(settings.key(), settings.secret()).httpClient(http, true).build();
        if (settings.pathStyle()) {
            client.disableVirtualStyleEndpoint();
        } else {
            client.enableVirtualStyleEndpoint();
        }
        var signatures = new S3Signatures(client, settings, checks.signPayload());
        return new S3Bucket(client, new S3Writes(signatures, new S3Sums(checks.checksum()), new S3Puts(limits)),
                new S3PartsList(http, signatures), settings.bucketName());
    }

    boolean isThere() throws IOException {
        try {
            answer(client.listObjectsV2(ListObjectsV2Args.builder().bucket(name).maxKeys(1).build()));
            return true;
        } catch (S3Refusal refusal) {
            return thereIsNone(refusal, "NoSuchBucket");
        }
    }

    /** Another node may have made it a moment ago. */
    boolean make() throws IOException {
        try {
            answer(client.makeBucket(MakeBucketArgs.builder().bucket(name).build()));
            return true;
        } catch (S3Refusal refusal) {
            return thereIsNone(refusal, "BucketAlreadyOwnedByYou");
        }
    }

    Optional<Found> find(String key) throws IOException {
        try {
            var stat = answer(client.statObject(StatObjectArgs.builder().bucket(name).object(key).build()));
            return Optional.of(new Found(stat.size(), unquoted(stat.etag())));
        } catch (S3Refusal refusal) {
            if (refusal.status() == 404) {
                return Optional.empty();
            }
            throw refusal;
        }
    }

    /** @return the upload's id */
    String begin(String key) throws IOException {
        return answer(client.createMultipartUpload(CreateMultipartUploadArgs.builder().bucket(name).object(key)
                .extraHeaders(writes.ofUpload()).build())).result().uploadId();
    }

    S3Puts.Taken putPart(String key, String upload, UploadPart part) throws IOException {
        return writes.put(key, Map.of("partNumber", Integer.toString(part.number()), "uploadId", upload), Map.of(), part);
    }

    /** @param ifNew whether the server is to refuse with 412 if there is an object of that name */
    S3Puts.Taken putObject(String key, boolean ifNew, UploadPart bytes) throws IOException {
        return writes.put(key, Map.of(), ifNew ? Map.of("If-None-Match", "*") : Map.of(), bytes);
    }

    /** All parts of an upload; nothing if it is gone. */
    Optional<List<S3PartsPage.Listed>> parts(String key, String upload) throws IOException {
        return lists.parts(key, upload);
    }

    /** @return false if the upload is gone */
    boolean complete(String key, String upload, List<S3Receipt> receipts) throws IOException {
        var parts = new Part[receipts.size()];
        for (int index = 0; index < parts.length; index++) {
            S3Receipt receipt = receipts.get(index);
            parts[index] = new Part(index + 1, receipt.etag(), null, receipt.checksum(), null, null, null);
        }
        try {
            answer(client.completeMultipartUpload(
                    CompleteMultipartUploadArgs.builder().bucket(name).object(key).uploadId(upload).parts(parts).maxRetries(1).build()));
            return true;
        } catch (S3Refusal refusal) {
            if (refusal.isGone()) {
                return false;
            }
            throw refusal;
        }
    }

    /** @return false if the upload is gone */
    boolean abort(String key, String upload) throws IOException {
        try {
            answer(client.abortMultipartUpload(AbortMultipartUploadArgs.builder().bucket(name).object(key).uploadId(upload).build()));
            return true;
        } catch (S3Refusal refusal) {
            if (refusal.isGone()) {
                return false;
            }
            throw refusal;
        }
    }

    /** @return false if it is not there, and the server says so */
    boolean delete(String key) throws IOException {
        try {
            answer(client.removeObject(RemoveObjectArgs.builder().bucket(name).object(key).build()));
            return true;
        } catch (S3Refusal refusal) {
            return thereIsNone(refusal, "NoSuchKey");
        }
    }

    /** Reads exactly {@code length} bytes, at least one, that are there. */
    boolean read(String key, long position, byte[] target, int offset, int length) throws IOException {
        var args = GetObjectArgs.builder().bucket(name).object(key).offset(position).length((long) length).build();
        try (var bytes = answer(client.getObject(args))) {
            String range = bytes.headers().get("Content-Range");
            if (range == null ? position > 0 : !range.startsWith("bytes " + position + "-")) {
                throw new S3Refusal(200, "RangeIgnored");
            }
            if (bytes.readNBytes(target, offset, length) < length) {
                throw new IOException("the answer ended early");
            }
            return true;
        }
    }

    ListBucketResultV2 objects(String prefix, @Nullable String after) throws IOException {
        return answer(client.listObjectsV2(
                ListObjectsV2Args.builder().bucket(name).prefix(prefix).maxKeys(PAGE).continuationToken(after).build())).result();
    }

    ListMultipartUploadsResult uploads(String prefix, @Nullable Marker after) throws IOException {
        var args = ListMultipartUploadsArgs.builder().bucket(name).prefix(prefix).maxUploads(PAGE);
        if (after != null) {
            args.keyMarker(after.key()).uploadIdMarker(after.upload());
        }
        return answer(client.listMultipartUploads(args.build())).result();
    }

    @Override
    public void close() {
        writes.close();
        client.close();
    }

    static String unquoted(String etag) {
        return etag.replace("\"", "");
    }

    private static boolean thereIsNone(S3Refusal refusal, String code) throws S3Refusal {
        if (refusal.is(code)) {
            return false;
        }
        throw refusal;
    }

    /** The library's own exceptions hold the request with its signature, and go no further. */
    private static <T> T answer(CompletableFuture<T> request) throws IOException {
        try {
            return request.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException failed) {
            throw switch (failed.getCause()) {
                case IOException lost -> lost;
                case MinioException unreadable -> new S3Refusal(200, "UnreadableAnswer");
                case null, default -> throw new IllegalStateException("a request to the store failed", failed.getCause());
            };
        }
    }
}
