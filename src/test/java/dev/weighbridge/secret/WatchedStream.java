package dev.weighbridge.secret;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Passes everything on at once, and shows each line to the {@link Leaks} when it is whole. */
final class WatchedStream extends OutputStream {

    /** A longer line is looked at in pieces. */
    static final int LONGEST_LINE = 1 << 16;

    private static final int OVERLAP = 256;

    private final OutputStream to;

    private final Leaks leaks;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    WatchedStream(OutputStream to, Leaks leaks) {
        this.to = to;
        this.leaks = leaks;
    }

    @Override
    public void write(int oneByte) throws IOException {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) throws IOException {
        to.write(bytes, from, length);
        int start = from;
        for (int i = from; i < from + length; i++) {
            if (bytes[i] == '\n') {
                line.write(bytes, start, i - start);
                start = i + 1;
                look(0);
            } else if (line.size() + i - start >= LONGEST_LINE) {
                line.write(bytes, start, i - start);
                start = i;
                look(OVERLAP);
            }
        }
        line.write(bytes, start, from + length - start);
    }

    @Override
    public void flush() throws IOException {
        to.flush();
    }

    /** Looks at a line that has no end yet; what is beneath stays open. */
    @Override
    public synchronized void close() throws IOException {
        to.flush();
        look(0);
    }

    /** @param keep bytes that are looked at once more, because a secret may go on behind them */
    private void look(int keep) {
        byte[] all = line.toByteArray();
        leaks.look(new String(all, StandardCharsets.UTF_8));
        line.reset();
        line.write(all, all.length - Math.min(keep, all.length), Math.min(keep, all.length));
    }
}
