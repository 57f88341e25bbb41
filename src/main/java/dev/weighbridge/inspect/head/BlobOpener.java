package dev.weighbridge.inspect.head;

import java.io.IOException;

import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.store.BlobReader;

/** Opens the stored bytes of a model's file. */
@FunctionalInterface
public interface BlobOpener {

    /** Returns a reader that the caller closes. */
    BlobReader open(StoredFile file) throws IOException;
}
