package dev.weighbridge.source;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.net.OutboundResponse;

/** A body on its way: reads go straight to the connection, and only counting happens here. */
final class RangedStream extends SourceStream {

    private final SourceFile file;

    private final OutboundResponse response;

    private final InputStream body;

    private final long startsAt;

    private final long to;

    private final Runnable confirmation;

    private long position;

    /**
     * @param startsAt the body's first byte
     * @param to where the wanted bytes end
     * @param confirmation throws if the server has another file now
     */
    RangedStream(SourceFile file, OutboundResponse response, long startsAt, long to, Runnable confirmation) throws IOException {
        this.file = file;
        this.response = response;
        this.body = response.status() == 416 ? InputStream.nullInputStream() : response.body();
        this.startsAt = startsAt;
        this.to = to;
        this.position = startsAt;
        this.confirmation = confirmation;
    }

    @Override
    public long startsAt() {
        return startsAt;
    }

    @Override
    public boolean canBeginAnywhere() {
        return response.status() == 206 || "bytes".equalsIgnoreCase(response.header("Accept-Ranges"));
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (position == to) {
            return -1;
        }
        int count = readFromConnection(target, offset, (int) Math.min(length, to - position));
        if (count < 0) {
            checkEnd();
            return -1;
        }
        position += count;
        if (file.sizeIsKnown() && position > file.size()) {
            throw changed("it is longer than the " + file.size() + " bytes that were listed");
        }
        if (position == to) {
            // The end of the body gives the connection back.
            readFromConnection(new byte[1], 0, 1);
        }
        return count;
    }

    /** A file with an announced digest needs no second look: the digest decides. One without a validator would show its length only, which came with its bytes. */
    @Override
    public void confirmUnchanged() {
        if (file.announced() == null && file.validator() != null) {
            confirmation.run();
        }
    }

    @Override
    public void close() {
        response.close();
    }

    private int readFromConnection(byte[] target, int offset, int length) throws IOException {
        try {
            return body.read(target, offset, length);
        } catch (IOException broken) {
            throw new IOException(
                    "the connection to " + response.url().getHost() + " broke after byte " + position + " of '" + file.path() + "'",
                    broken);
        }
    }

    /** A whole body that was framed and ends early is a shorter file; a part that ends early may be asked for again. */
    private void checkEnd() throws EOFException {
        if (!file.sizeIsKnown() || position == file.size()) {
            return;
        }
        if (response.status() == 200 && response.endIsMarked()) {
            throw changed("it ends after " + position + " bytes, and " + file.size() + " were listed");
        }
        throw new EOFException(
                "the connection to " + response.url().getHost() + " ended after byte " + position + " of '" + file.path() + "'");
    }

    private IngestionException changed(String how) {
        return RangedFetch.changed(file, how);
    }
}
