package dev.weighbridge.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A multipart upload. Needs no lock: a part that somebody else puts in the place of ours has another ETag, and then the upload cannot be completed. */
final class S3Upload implements BlobUpload {

    private static final String COMPLETE = "complete a file in the store";

    private final S3Calls calls;

    private final S3Bucket bucket;

    private final String key;

    private final String id;

    /** By the parts' numbers. */
    private final Map<Integer, Long> sizes = new ConcurrentHashMap<>();

    S3Upload(S3Calls calls, S3Bucket bucket, String key, String id) {
        this.calls = calls;
        this.bucket = bucket;
        this.key = key;
        this.id = id;
    }

    /** Says whether the upload is there with every part that an earlier attempt relies on. */
    boolean stillHas(List<EarlierUpload.Part> earlier) {
        Optional<List<S3PartsPage.Listed>> listed = calls.run("go on with a file in the store", () -> bucket.parts(key, id));
        Map<Integer, String> etags = new HashMap<>();
        for (S3PartsPage.Listed part : listed.orElse(List.of())) {
            sizes.put(part.number(), part.size());
            etags.put(part.number(), part.etag());
        }
        for (int index = 0; index < earlier.size(); index++) {
            EarlierUpload.Part part = earlier.get(index);
            boolean same = sizes.getOrDefault(index + 1, -1L) == part.size()
                    && S3Receipt.parse(part.receipt()).etag().equals(etags.get(index + 1));
            if (!same) {
                return false;
            }
        }
        return listed.isPresent();
    }

    @Override
    public String handle() {
        return id;
    }

    @Override
    public String put(UploadPart part) {
        S3Puts.Taken taken = calls.run("write a part to the store", () -> bucket.putPart(key, id, part));
        sizes.put(part.number(), (long) part.length());
        return new S3Receipt(taken.etag(), taken.checksum()).text();
    }

    @Override
    public void complete(long size, List<String> receipts) {
        long put = 0;
        for (int number = 1; number <= receipts.size(); number++) {
            put += sizes.getOrDefault(number, 0L);
        }
        if (put != size) {
            throw calls.failures().unavailable(COMPLETE, put + " bytes were put where " + size + " were to be. It is tried again.");
        }
        List<S3Receipt> parts = receipts.stream().map(S3Receipt::parse).toList();
        calls.run(COMPLETE, () -> bucket.complete(key, id, parts));
        // If the upload was gone, then because an earlier try's answer was lost: what counts is the object.
        confirm(calls, bucket, key, size);
    }

    /** The object is there, whole. */
    static void confirm(S3Calls calls, S3Bucket bucket, String key, long size) {
        long found = calls.run(COMPLETE, () -> bucket.find(key)).map(S3Bucket.Found::size).orElse(-1L);
        if (found != size) {
            throw calls.failures().unavailable(COMPLETE,
                    (found < 0 ? "its upload is gone" : "the server made an object of " + found + " bytes where " + size + " were put")
                            + ". It is tried again.");
        }
    }

    @Override
    public void close() {
        // Nothing is open between two requests.
    }
}
