package dev.weighbridge.inspect.safety;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * An entry of a zip archive's directory (APPNOTE.TXT 4.3.12).
 *
 * @param packed bytes that it takes; {@code unpacked} bytes that it says it becomes; both negative if they are more than a long can say
 * @param offset of its local header from the archive's start
 */
record ZipEntry(String name, boolean isEncrypted, boolean isLink, long packed, long unpacked, long offset) {

    private static final int HEADER = 46;

    private static final int UNIX = 3;

    private static final long MAX_U32 = 0xffffffffL;

    /** The next entry, or null if what comes next is none. */
    static @Nullable ZipEntry read(DataInputStream directory) throws IOException {
        var header = new ByteView(directory.readNBytes(HEADER));
        if (header.size() < HEADER || !header.has(0, "PK\u0001\u0002")) {
            return null;
        }
        byte[] name = directory.readNBytes(header.u16(28));
        var extra = new ByteView(directory.readNBytes(header.u16(30)));
        directory.skipNBytes(header.u16(32));
        long mode = header.u32(38) >> 16;
        boolean isLink = header.u8(5) == UNIX && (mode & 0xf000) == 0xa000;
        boolean isEncrypted = (header.u16(8) & 0x2041) != 0;
        var sizes = new Zip64(extra);
        long unpacked = sizes.or(header.u32(24));
        long packed = sizes.or(header.u32(20));
        return new ZipEntry(new String(name, StandardCharsets.UTF_8), isEncrypted, isLink, packed, unpacked, sizes.or(header.u32(42)));
    }

    /** At least so far its bytes reach from its offset: a local header, the name, the content. */
    long end() {
        long bytes = 30L + name.length() + Math.max(0, packed);
        return offset > Long.MAX_VALUE - bytes ? Long.MAX_VALUE : offset + bytes;
    }

    /** The extra field 1 (4.5.3), which has only those values that did not fit, in this order. */
    private static final class Zip64 {

        private final ByteView extra;

        private int at;

        private int end;

        Zip64(ByteView extra) {
            this.extra = extra;
            for (int field = 0; field + 4 <= extra.size(); field += 4 + extra.u16(field + 2)) {
                if (extra.u16(field) == 1) {
                    at = field + 4;
                    end = at + extra.u16(field + 2);
                    return;
                }
            }
        }

        long or(long small) {
            if (small != MAX_U32 || at + 8 > end) {
                return small;
            }
            at += 8;
            return extra.u64(at - 8);
        }
    }
}
