package dev.weighbridge.inspect.graph.keras;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

import dev.weighbridge.inspect.head.OpenFile;

/** A file as the channel that a zip library wants, which gives no more than so many bytes: what is read must not depend on what the file claims. */
final class FileChannelView implements SeekableByteChannel {

    private final OpenFile file;

    private long left;

    private long position;

    FileChannelView(OpenFile file, long allowance) {
        this.file = file;
        this.left = allowance;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (position >= file.size()) {
            return -1;
        }
        byte[] bytes = new byte[(int) Math.min(Math.min(target.remaining(), 64 * 1024), file.size() - position)];
        left -= bytes.length;
        if (left < 0) {
            throw new IOException("its directory is larger than what is read of it");
        }
        file.read(position, bytes, 0, bytes.length);
        target.put(bytes);
        position += bytes.length;
        return bytes.length;
    }

    void allow(long allowance) {
        left = allowance;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
        if (newPosition < 0) {
            throw new IllegalArgumentException("something is said to lie " + -newPosition + " bytes before the file");
        }
        position = newPosition;
        return this;
    }

    @Override
    public long size() {
        return file.size();
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {
        // The file is its opener's.
    }
}
