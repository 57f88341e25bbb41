package dev.weighbridge.source.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;

import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.source.SourceStream;

/** An open local file, read from its first wanted byte to the size that was listed. */
final class LocalStream extends SourceStream {

    private final SourceFile file;

    private final Path real;

    private final SeekableByteChannel channel;

    private final long startsAt;

    private long position;

    LocalStream(SourceFile file, Path real, SeekableByteChannel channel, long from) throws IOException {
        this.file = file;
        this.real = real;
        this.channel = channel.position(from);
        this.startsAt = from;
        this.position = from;
    }

    @Override
    public long startsAt() {
        return startsAt;
    }

    @Override
    public boolean canBeginAnywhere() {
        return true;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = channel.read(ByteBuffer.wrap(target, offset, length));
        position += Math.max(count, 0);
        if (position > file.size() || count < 0 && position < file.size()) {
            throw LocalFailures.changed(file.locator());
        }
        return count;
    }

    @Override
    public void confirmUnchanged() throws IOException {
        if (!FileState.of(real).validator().equals(file.validator())) {
            throw LocalFailures.changed(file.locator());
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
