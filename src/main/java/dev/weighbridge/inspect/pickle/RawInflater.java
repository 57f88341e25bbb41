package dev.weighbridge.inspect.pickle;

import java.io.IOException;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Deflate without a header, as zips hold it; frees what it needs when it is closed. */
final class RawInflater extends InflaterInputStream {

    RawInflater(Content packed) {
        super(new ContentStream(packed), new Inflater(true), 8 * 1024);
    }

    @Override
    public void close() throws IOException {
        super.close();
        inf.end();
    }
}
