package dev.weighbridge.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.minio.messages.Contents;
import io.minio.messages.ListBucketResultV2;
import io.minio.messages.ListMultipartUploadsResult;
import org.jspecify.annotations.Nullable;

/** Keeps objects in a bucket. An object of many parts is a multipart upload until it is complete; nothing is staged on this machine. */
final class S3BlobStore implements BlobStore, AutoCloseable {

    /** Amazon's least size of a part that is not the last; other servers take smaller ones or the same. */
    static final int SMALLEST_PART = 5 << 20;

    private static final int LONGEST_HANDLE = 1024;

    private static final String CREATE = "start a file in the store";

    private static final String LIST = "list the store";

    private final S3Bucket bucket;

    private final S3Calls calls;

    private S3BlobStore(S3Bucket bucket, S3Calls calls) {
        this.bucket = bucket;
        this.calls = calls;
    }

    /**
     * The store in this bucket, which is made if it is not there.
     *
     * @throws dev.weighbridge.artifact.IngestionException if the bucket cannot be used, with what to do
     */
    static S3BlobStore open(S3Settings settings, S3Checks checks, S3Limits limits) {
        S3Bucket bucket = S3Bucket.of(settings, checks, limits);
        var start = new S3Calls(S3Failures.atStart(settings), limits.pause());
        String where = " the bucket '" + settings.bucketName() + "' at " + settings.server();
        try {
            if (!start.run("use" + where, bucket::isThere)) {
                start.run("make" + where, bucket::make);
            }
        } catch (RuntimeException unusable) {
            bucket.close();
            throw unusable;
        }
        return new S3BlobStore(bucket, new S3Calls(S3Failures.atWork(settings), limits.pause()));
    }

    @Override
    public int smallestPart() {
        return SMALLEST_PART;
    }

    @Override
    public BlobUpload create(String blobUuid, BlobShape shape) {
        if (shape == BlobShape.ONE_PART) {
            return new S3WholeObject(calls, bucket, blobUuid);
        }
        String key = S3Key.blob(blobUuid);
        if (calls.run(CREATE, () -> bucket.find(key)).isPresent()) {
            throw StoreFailures.nameInUse(blobUuid);
        }
        String id = begun(key);
        if (id.length() > LONGEST_HANDLE) {
            throw calls.failures().unavailable(CREATE, "the server's name for the upload is longer than " + LONGEST_HANDLE
                    + " characters. Use another server.");
        }
        return new S3Upload(calls, bucket, key, id);
    }

    /** Whoever had to ask twice may have begun two: the answer that was lost named one that the blob's row would hide from the collector. */
    private String begun(String key) {
        var tries = new int[1];
        String id = calls.run(CREATE, () -> {
            tries[0]++;
            return bucket.begin(key);
        });
        if (tries[0] > 1) {
            abort(CREATE, key, other -> !other.equals(id));
        }
        return id;
    }

    @Override
    public Optional<BlobUpload> resume(String blobUuid, EarlierUpload earlier) {
        String key = S3Key.blob(blobUuid);
        Optional<S3Bucket.Found> complete = calls.run("go on with a file in the store", () -> bucket.find(key));
        if (complete.isPresent()) {
            long expected = earlier.parts().stream().mapToLong(EarlierUpload.Part::size).sum();
            return complete.filter(object -> object.size() == expected).map(object -> new S3Object(calls, bucket, key));
        }
        if (earlier.handle().isEmpty()) {
            return Optional.empty();
        }
        var upload = new S3Upload(calls, bucket, key, earlier.handle());
        return upload.stillHas(earlier.parts()) ? Optional.of(upload) : Optional.empty();
    }

    /** An upload that an earlier attempt completed just before it died. */
    private record S3Object(S3Calls calls, S3Bucket bucket, String key) implements BlobUpload {

        @Override
        public String handle() {
            return "";
        }

        @Override
        public String put(UploadPart part) {
            throw new IllegalStateException("the object is complete");
        }

        @Override
        public void complete(long size, List<String> receipts) {
            S3Upload.confirm(calls, bucket, key, size);
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    @Override
    public BlobReader open(String blobUuid) {
        String tried = "read the blob " + blobUuid + " from the store";
        var object = calls.run(tried, () -> bucket.find(S3Key.blob(blobUuid)).orElseThrow(() -> new S3Refusal(404, "NoSuchKey")));
        return new S3Reader(calls, bucket, blobUuid, object.size());
    }

    @Override
    public Optional<BlobReader> find(String blobUuid) {
        String tried = "read the blob " + blobUuid + " from the store";
        return found(tried, S3Key.blob(blobUuid)).map(object -> new S3Reader(calls, bucket, blobUuid, object.size()));
    }

    private Optional<S3Bucket.Found> found(String tried, String key) {
        Optional<S3Bucket.Found> object = calls.run(tried, () -> bucket.find(key));
        // The answer to HEAD has no body, and is the same for an object and for a bucket that is not there.
        if (object.isEmpty() && !calls.run(tried, bucket::isThere)) {
            throw calls.failures().of(tried, new S3Refusal(404, "NoSuchBucket"));
        }
        return object;
    }

    @Override
    public void delete(String blobUuid) {
        String key = S3Key.blob(blobUuid);
        String tried = "delete the blob " + blobUuid + " from the store";
        abort(tried, key, any -> true);
        calls.run(tried, () -> bucket.delete(key));
    }

    @Override
    public void list(Instant before, Consumer<String> blobUuids) {
        eachUpload(LIST, S3Key.BLOBS, upload -> {
            if (upload.initiated().toInstant().isBefore(before)) {
                S3Key.uuid(upload.objectName()).ifPresent(blobUuids);
            }
        });
        eachObject(S3Key.BLOBS, object -> {
            if (object.lastModified().toInstant().isBefore(before)) {
                S3Key.uuid(object.objectName()).ifPresent(blobUuids);
            }
        });
    }

    @Override
    public OptionalLong free() {
        return OptionalLong.empty();
    }

    @Override
    public void putManifest(String modelUuid, byte[] json) {
        calls.run("write the manifest of the model " + modelUuid,
                () -> bucket.putObject(S3Key.manifest(modelUuid), false, UploadPart.of(1, 0, json, json.length)));
    }

    @Override
    public Optional<byte[]> manifest(String modelUuid) {
        String key = S3Key.manifest(modelUuid);
        String tried = "read the manifest of the model " + modelUuid;
        return found(tried, key).map(object -> {
            var json = new byte[Math.toIntExact(object.size())];
            if (json.length > 0) {
                calls.run(tried, () -> bucket.read(key, 0, json, 0, json.length));
            }
            return json;
        });
    }

    @Override
    public void listManifests(Consumer<String> modelUuids) {
        eachObject(S3Key.MANIFESTS, object -> S3Key.manifestOf(object.objectName()).ifPresent(modelUuids));
    }

    @Override
    public void deleteManifest(String modelUuid) {
        calls.run("delete the manifest of the model " + modelUuid, () -> bucket.delete(S3Key.manifest(modelUuid)));
    }

    @Override
    public void close() {
        bucket.close();
    }

    /** Aborts those uploads of an object whose ids are meant. */
    private void abort(String tried, String key, Predicate<String> ids) {
        eachUpload(tried, key, upload -> {
            if (upload.objectName().equals(key) && ids.test(upload.uploadId())) {
                calls.run(tried, () -> bucket.abort(key, upload.uploadId()));
            }
        });
    }

    private void eachObject(String prefix, Consumer<Contents> objects) {
        String after = null;
        do {
            ListBucketResultV2 page = objects(prefix, after);
            page.contents().forEach(objects);
            after = next(page.isTruncated(), after, page.nextContinuationToken());
        } while (after != null);
    }

    private ListBucketResultV2 objects(String prefix, @Nullable String after) {
        return calls.run(LIST, () -> bucket.objects(prefix, after));
    }

    private void eachUpload(String tried, String prefix, Consumer<ListMultipartUploadsResult.Upload> uploads) {
        S3Bucket.Marker after = null;
        do {
            ListMultipartUploadsResult page = uploads(tried, prefix, after);
            page.uploads().forEach(uploads);
            after = next(page.isTruncated(), after, S3Bucket.Marker.of(page));
        } while (after != null);
    }

    /** A server that names the same place twice would be asked for ever. */
    private <T> @Nullable T next(boolean isTruncated, @Nullable T place, @Nullable T next) {
        if (isTruncated && (next == null || next.equals(place))) {
            throw calls.failures().of(LIST, new S3Refusal(200, "EndlessListing"));
        }
        return isTruncated ? next : null;
    }

    private ListMultipartUploadsResult uploads(String tried, String prefix, S3Bucket.@Nullable Marker after) {
        return calls.run(tried, () -> bucket.uploads(prefix, after));
    }
}
