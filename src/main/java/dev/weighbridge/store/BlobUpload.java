package dev.weighbridge.store;

import java.util.List;

/**
 * An object that is being written, part by part. Parts may be put by several threads at once and in any order. Closing it without completing it leaves what
 * was put for {@link BlobStore#resume}.
 */
public interface BlobUpload extends AutoCloseable {

    /** What {@link BlobStore#resume} wants back besides the object's uuid: empty, or at most 1024 characters. The same during the upload's whole life. */
    String handle();

    /**
     * Puts a part. When this returns, the part survives the end of the process and of the machine.
     * A part that is put again replaces the earlier one: the receipt of the later put is the one that counts.
     *
     * @return the receipt that {@link #complete} wants back; at most 255 characters
     */
    String put(UploadPart part);

    /**
     * Makes the object readable. May be called again after a crash.
     *
     * @param size bytes of all parts
     * @param receipts of all parts, in their order
     */
    void complete(long size, List<String> receipts);

    @Override
    void close();
}
