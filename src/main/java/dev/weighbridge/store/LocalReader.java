package dev.weighbridge.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads a file of the store. */
final class LocalReader implements BlobReader {

    private final FileChannel file;

    private final long size;

    LocalReader(FileChannel file) throws IOException {
        this.file = file;
        this.size = file.size();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) throws IOException {
        var rest = ByteBuffer.wrap(target, offset, length);
        long next = position;
        while (rest.hasRemaining()) {
            int read = file.read(rest, next);
            if (read < 0) {
                throw new EOFException("the object ends at byte " + size + ", before byte " + (position + length));
            }
            next += read;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
