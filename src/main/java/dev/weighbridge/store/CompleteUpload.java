package dev.weighbridge.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An upload that an earlier attempt completed just before it died. */
record CompleteUpload(Path object) implements BlobUpload {

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
        try {
            if (Files.size(object) != size) {
                throw new IOException("the file has " + Files.size(object) + " bytes where " + size + " were put");
            }
        } catch (IOException failed) {
            throw StoreFailures.of("complete a file in the store", failed);
        }
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
