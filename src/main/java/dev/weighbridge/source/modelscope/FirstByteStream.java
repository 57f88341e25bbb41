package dev.weighbridge.source.modelscope;

import java.io.IOException;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.source.SourceStream;

/**
 * Takes a body without any byte for a broken connection, not for a file that has become empty: the hub is known to send such bodies, and the next
 * request brings the file. For one thread at a time.
 */
final class FirstByteStream extends SourceStream {

    private final SourceStream body;

    private final String path;

    private boolean begun;

    FirstByteStream(SourceStream body, String path) {
        this.body = body;
        this.path = path;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return begun || length == 0 ? body.read(target, offset, length) : first(target, offset);
    }

    /** A single byte, which can be of no file that is too long: whatever is changed then, is that there is none. */
    private int first(byte[] target, int offset) throws IOException {
        begun = true;
        try {
            return body.read(target, offset, 1);
        } catch (IngestionException changed) {
            if (changed.kind() != FailureKind.SOURCE_CHANGED) {
                throw changed;
            }
            throw new IOException("the hub sent no byte of '" + path + "'", changed);
        }
    }

    @Override
    public long startsAt() {
        return body.startsAt();
    }

    @Override
    public boolean canBeginAnywhere() {
        return body.canBeginAnywhere();
    }

    @Override
    public void confirmUnchanged() throws IOException {
        body.confirmUnchanged();
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
