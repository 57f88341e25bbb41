package dev.weighbridge.store;

import java.io.IOException;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** An object of one part, which one request puts and completes. */
final class S3WholeObject implements BlobUpload {

    private final S3Calls calls;

    private final S3Bucket bucket;

    private final String blobUuid;

    private int put = -1;

    private @Nullable String receipt;

    S3WholeObject(S3Calls calls, S3Bucket bucket, String blobUuid) {
        this.calls = calls;
        this.bucket = bucket;
        this.blobUuid = blobUuid;
    }

    @Override
    public String handle() {
        return "";
    }

    @Override
    public String put(UploadPart part) {
        if (part.number() != 1 || part.offset() != 0 || receipt != null) {
            throw new IllegalStateException("an object of one part has no part " + part.number() + " at " + part.offset());
        }
        var tries = new int[1];
        String answer = calls.run("write a file to the store", () -> etag(tries[0]++ == 0, part));
        receipt = answer;
        put = part.length();
        return answer;
    }

    /** The object may be there already because an earlier try's answer was lost; its name is known to nobody else. */
    private String etag(boolean first, UploadPart part) throws IOException {
        String key = S3Key.blob(blobUuid);
        try {
            return bucket.putObject(key, true, part).etag();
        } catch (S3Refusal refusal) {
            if (refusal.status() == 501) {
                return bucket.putObject(key, false, part).etag();
            }
            if (refusal.status() != 412) {
                throw refusal;
            }
            return bucket.find(key).filter(there -> !first && there.size() == part.length()).map(S3Bucket.Found::etag)
                    .orElseThrow(() -> StoreFailures.nameInUse(blobUuid));
        }
    }

    @Override
    public void complete(long size, List<String> receipts) {
        if (size != put || !receipts.equals(List.of(String.valueOf(receipt)))) {
            throw calls.failures().unavailable("complete a file in the store",
                    put + " bytes were put where " + size + " were to be. The file is begun anew.");
        }
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
