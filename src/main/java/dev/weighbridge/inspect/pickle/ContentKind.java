package dev.weighbridge.inspect.pickle;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.XZInputStream;

/** What a content is by its first bytes. Any of them, or none, may be a pickle as well. */
enum ContentKind {
    ZIP, TAR, NUMPY, GZIP, ZLIB, BZIP2, XZ, LZMA, LZ4, OTHER;

    /** The largest preset of xz has a dictionary of 64 MiB (xz(1)). */
    private static final int MAX_MEMORY_KIB = 80 * 1024;

    static ContentKind of(Content content) {
        byte[] head = content.head(8);
        if (begins(head, 'P', 'K', 3, 4) || begins(head, 'P', 'K', 5, 6)) {
            return ZIP;
        }
        if (begins(head, 0x93, 'N', 'U', 'M', 'P', 'Y')) {
            return NUMPY;
        }
        if (TarMembers.isTar(content)) {
            return TAR;
        }
        return compressed(head);
    }

    /** GZIP: RFC 1952, 2.3.1; ZLIB: RFC 1950, 2.2 (window of 32 KiB, without dictionary); the others: joblib/compressor.py. */
    private static ContentKind compressed(byte[] head) {
        if (begins(head, 0x1f, 0x8b, 8)) {
            return GZIP;
        }
        if (head.length > 1 && head[0] == 0x78 && ((head[0] & 0xff) << 8 | head[1] & 0xff) % 31 == 0 && (head[1] & 0x20) == 0) {
            return ZLIB;
        }
        if (begins(head, 'B', 'Z', 'h')) {
            return BZIP2;
        }
        if (begins(head, 0xfd, '7', 'z', 'X', 'Z', 0)) {
            return XZ;
        }
        if (begins(head, 0x5d, 0, 0)) {
            return LZMA;
        }
        return begins(head, 4, 0x22, 0x4d, 0x18) ? LZ4 : OTHER;
    }

    private static boolean begins(byte[] head, int... mark) {
        boolean begins = head.length >= mark.length;
        for (int i = 0; begins && i < mark.length; i++) {
            begins = (head[i] & 0xff) == mark[i];
        }
        return begins;
    }

    boolean isStream() {
        return this == GZIP || this == ZLIB || this == BZIP2 || this == XZ || this == LZMA;
    }

    /** Unpacks a stream. */
    Content inflated(Content packed, Budget budget) {
        String place = (packed.place().isEmpty() ? "" : packed.place() + " > ") + "what it unpacks to";
        String name = packed.name().replaceFirst("\\.(gz|gzip|z|bz2|xz|lzma)$", "").replaceFirst("\\.tgz$", ".tar");
        return new InflatedContent(place, name, -1, () -> unpack(new ContentStream(packed)), budget);
    }

    private InputStream unpack(InputStream packed) throws IOException {
        return switch (this) {
            case GZIP -> new GZIPInputStream(packed, 8 * 1024);
            case ZLIB -> new InflaterInputStream(packed);
            case XZ -> new XZInputStream(packed, MAX_MEMORY_KIB);
            case LZMA -> new LZMAInputStream(packed, MAX_MEMORY_KIB);
            default -> new BZip2CompressorInputStream(packed, true);
        };
    }
}
