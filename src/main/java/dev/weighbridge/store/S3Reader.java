package dev.weighbridge.store;

import java.io.EOFException;

/** Reads an object by ranged requests. */
final class S3Reader implements BlobReader {

    private final S3Calls calls;

    private final S3Bucket bucket;

    private final String blobUuid;

    private final long size;

    S3Reader(S3Calls calls, S3Bucket bucket, String blobUuid, long size) {
        this.calls = calls;
        this.bucket = bucket;
        this.blobUuid = blobUuid;
        this.size = size;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) throws EOFException {
        if (length == 0) {
            return;
        }
        if (position + length > size) {
            throw new EOFException("the object ends at byte " + size + ", before byte " + (position + length));
        }
        calls.run("read the blob " + blobUuid + " from the store",
                () -> bucket.read(S3Key.blob(blobUuid), position, target, offset, length));
    }

    @Override
    public void close() {
        // Nothing is open between two reads.
    }
}
