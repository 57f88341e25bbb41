package dev.weighbridge.ingestion;

/**
 * How far a file is: its first {@code parts} parts are hashed and in the store. Kept so that any node can go on without reading them again.
 *
 * @param format the version of this form; {@link #FORMAT} is the one that this release writes
 * @param blobUuid the blob that they are in
 * @param upload what the store wants back to go on with them; may be empty
 * @param partSize bytes of every part but the last
 * @param parts how many
 * @param bytes of all of them
 * @param digestCodec who wrote {@code digestState}; only the same can read it
 * @param digestState the running SHA-256 after those bytes, in hex
 */
public record Checkpoint(int format, String blobUuid, String upload, int partSize, int parts, long bytes, String digestCodec,
        String digestState) {

    public static final int FORMAT = 1;
}
