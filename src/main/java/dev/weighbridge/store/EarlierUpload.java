package dev.weighbridge.store;

import java.util.List;

/**
 * What an earlier attempt kept of an upload.
 *
 * @param handle what {@link BlobUpload#handle} said
 * @param parts those that were put and will not be put again, the first first
 */
public record EarlierUpload(String handle, List<Part> parts) {

    /**
     * A part that was put.
     *
     * @param size in bytes
     * @param receipt what {@link BlobUpload#put} answered
     */
    public record Part(int size, String receipt) {}

    public EarlierUpload {
        parts = List.copyOf(parts);
    }
}
