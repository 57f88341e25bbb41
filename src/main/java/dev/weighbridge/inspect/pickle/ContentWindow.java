package dev.weighbridge.inspect.pickle;

import java.util.Locale;

/** A stretch of another content, such as a member that is stored as it is. */
record ContentWindow(Content whole, String place, long from, long size) implements Content {

    @Override
    public String name() {
        return place.toLowerCase(Locale.ROOT);
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) {
        whole.read(from + position, target, offset, length);
    }
}
