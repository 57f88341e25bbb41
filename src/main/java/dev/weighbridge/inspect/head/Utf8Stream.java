package dev.weighbridge.inspect.head;

import java.io.InputStream;

/** The bytes of a file as long as they are well-formed UTF-8 (Unicode 16, table 3-7): a JSON parser does not look into strings that it passes by. */
public final class Utf8Stream extends InputStream {

    private final OpenFile file;

    private final RangeStream bytes;

    private long position;

    /** How many bytes the character still has, and between which bounds the next one lies. */
    private int following;

    private int lowest = 0x80;

    private int highest = 0xbf;

    public Utf8Stream(OpenFile file, long from, long to) {
        this.file = file;
        this.bytes = new RangeStream(file, from, to);
        this.position = from;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        int count = bytes.read(target, offset, length);
        if (count < 0 && following > 0) {
            throw malformed();
        }
        for (int i = offset; i < offset + count; i++) {
            // Nearly all of a header is ASCII.
            if (following > 0 || target[i] < 0) {
                check(target[i] & 0xff);
            }
            position++;
        }
        return count;
    }

    private void check(int next) {
        if (following == 0) {
            begin(next);
        } else if (next < lowest || next > highest) {
            throw malformed();
        } else {
            following--;
            lowest = 0x80;
            highest = 0xbf;
        }
    }

    private void begin(int first) {
        if (first < 0xc2 || first > 0xf4) {
            throw malformed();
        }
        following = first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
        lowest = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
        highest = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    }

    private RuntimeException malformed() {
        return file.malformed("the header is not UTF-8", position);
    }
}
