package dev.weighbridge.store;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A place that keeps objects. A blob's object is named by the blob's uuid, is written once under a name that was never used, and is never overwritten,
 * copied or renamed once it is complete. For many threads and nodes at once. Every failure is an
 * {@link dev.weighbridge.artifact.IngestionException}: STORE_UNAVAILABLE (waiting helps), STORE_FULL, or INTERNAL; it leaves at most an upload behind, which
 * {@link #list} tells of.
 */
public interface BlobStore {

    /** How many bytes every part but the last must have at least. */
    int smallestPart();

    /** Starts to write an object. */
    BlobUpload create(String blobUuid, BlobShape shape);

    /**
     * Goes on with an upload of an earlier attempt, which was of many parts. The parts of {@code earlier} are there as they were put.
     *
     * @return nothing if the upload is gone, or if somebody else may still be writing to it: start over under another uuid then
     */
    Optional<BlobUpload> resume(String blobUuid, EarlierUpload earlier);

    /**
     * Opens a complete object.
     *
     * @throws dev.weighbridge.artifact.IngestionException STORE_UNAVAILABLE if it is not there or cannot be read
     */
    BlobReader open(String blobUuid);

    /**
     * Opens a complete object, or says that it is gone.
     *
     * @return nothing only if the store itself is there and does not have the object
     * @throws dev.weighbridge.artifact.IngestionException STORE_UNAVAILABLE if that cannot be told, or it cannot be read
     */
    Optional<BlobReader> find(String blobUuid);

    /** Deletes an object, or an upload that was given up. Does nothing if there is none. */
    void delete(String blobUuid);

    /** Tells of every object and every upload that was last written to before {@code before}; in no order. */
    void list(Instant before, Consumer<String> blobUuids);

    /** How many bytes can still be written, or nothing where the store does not tell. Others may take them at any moment. */
    OptionalLong free();

    /** Writes a small text under {@code manifests/}, in the place of what was there. */
    void putManifest(String modelUuid, byte[] json);

    /** Reads it back. Nothing only if the store itself is there and does not have it. */
    Optional<byte[]> manifest(String modelUuid);

    /** Tells of every manifest, by the uuid that it was put under; in no order. */
    void listManifests(Consumer<String> modelUuids);

    /** Deletes it. Does nothing if there is none. */
    void deleteManifest(String modelUuid);
}
