package dev.weighbridge.source.modelscope;

import dev.weighbridge.source.SourceStream;

/** A file without bytes, which the hub is not asked for: the listing tells all of it. */
final class EmptyStream extends SourceStream {

    @Override
    public long startsAt() {
        return 0;
    }

    @Override
    public void confirmUnchanged() {
        // It holds nothing that could change.
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        return length == 0 ? 0 : -1;
    }
}
