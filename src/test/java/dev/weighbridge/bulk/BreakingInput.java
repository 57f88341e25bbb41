package dev.weighbridge.bulk;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;

/** Bytes whose sender goes away. */
final class BreakingInput extends InputStream {

    private BreakingInput() {}

    /** This text, and then a failure that says {@code gone}. */
    static InputStream after(String text) {
        return new SequenceInputStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), new BreakingInput());
    }

    @Override
    public int read() throws IOException {
        throw new IOException("gone");
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        throw new IOException("gone");
    }
}
