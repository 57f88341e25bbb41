package dev.weighbridge.bulk;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;

/** Remembers that its bytes broke off, whatever those who read it make of that. */
final class WatchedInput extends FilterInputStream {

    private @Nullable IOException broken;

    private @Nullable RuntimeException refused;

    WatchedInput(InputStream bytes) {
        super(bytes);
    }

    void throwWhatItThrew() throws IOException {
        if (refused != null) {
            throw refused;
        }
        if (broken != null) {
            throw broken;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        try {
            return super.read(into, offset, length);
        } catch (IOException failed) {
            broken = failed;
            throw failed;
        } catch (RuntimeException failed) {
            refused = failed;
            throw failed;
        }
    }
}
