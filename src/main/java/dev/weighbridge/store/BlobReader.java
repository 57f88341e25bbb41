package dev.weighbridge.store;

import java.io.Closeable;
import java.io.IOException;

/** Random access to a stored object. For one thread at a time. */
public interface BlobReader extends Closeable {

    /** The object's length in bytes. */
    long size();

    /**
     * Reads exactly {@code length} bytes that begin at {@code position} into {@code target} from {@code offset} on.
     *
     * @throws java.io.EOFException if the object ends before
     */
    void read(long position, byte[] target, int offset, int length) throws IOException;
}
