package dev.weighbridge.inspect.pickle;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

import dev.weighbridge.inspect.Bytes;

/** Writes a zip byte by byte (APPNOTE 6.3.10, section 4.3), with whatever is to be wrong in it. */
final class ZipSource {

    private static final int LOCAL_LENGTH = 30;

    private final List<Entry> entries = new ArrayList<>();

    private int localFlags;

    private int flags;

    private byte[] comment = {};

    private byte[] prefix = {};

    /** @param packed its bytes, one a character */
    private record Entry(String localName, String name, int method, String packed, long size, int sum) {

        private int length() {
            return LOCAL_LENGTH + localName.length() + packed.length();
        }
    }

    ZipSource stored(String name, byte[] bytes) {
        return stored(name, name, bytes);
    }

    ZipSource stored(String localName, String name, byte[] bytes) {
        entries.add(new Entry(localName, name, 0, new String(bytes, StandardCharsets.ISO_8859_1), bytes.length, sum(bytes)));
        return this;
    }

    ZipSource deflated(String name, byte[] bytes) {
        return deflated(name, bytes, bytes.length);
    }

    ZipSource deflated(String name, byte[] bytes, long claimedSize) {
        try (var deflater = new Deflater(9, true)) {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] packed = new byte[bytes.length + 64];
            int length = deflater.deflate(packed);
            entries.add(new Entry(name, name, 8, new String(packed, 0, length, StandardCharsets.ISO_8859_1), claimedSize, sum(bytes)));
        }
        return this;
    }

    ZipSource localFlags(int value) {
        localFlags = value;
        return this;
    }

    ZipSource flags(int value) {
        flags = value;
        return this;
    }

    ZipSource comment(byte[] bytes) {
        comment = bytes.clone();
        return this;
    }

    ZipSource prefix(byte[] bytes) {
        prefix = bytes.clone();
        return this;
    }

    byte[] array() {
        Bytes zip = Bytes.littleEndian();
        put(zip, prefix);
        Bytes directory = Bytes.littleEndian();
        int at = 0;
        for (Entry entry : entries) {
            zip.u32(0x04034b50);
            head(zip, localFlags, entry);
            u16(zip, entry.localName().length(), 0);
            zip.text(entry.localName());
            zip.text(entry.packed(), StandardCharsets.ISO_8859_1);
            directory.u32(0x02014b50);
            u16(directory, 20);
            head(directory, flags, entry);
            u16(directory, entry.name().length(), 0, 0, 0, 0);
            directory.u32(0).u32(at).text(entry.name());
            at += entry.length();
        }
        byte[] listed = directory.array();
        put(zip, listed);
        zip.u32(0x06054b50);
        u16(zip, 0, 0, entries.size(), entries.size());
        zip.u32(listed.length).u32(at);
        u16(zip, comment.length);
        put(zip, comment);
        return zip.array();
    }

    private static void head(Bytes target, int flags, Entry entry) {
        u16(target, 20, flags, entry.method(), 0, 0x21);
        target.u32(entry.sum()).u32(entry.packed().length()).u32((int) entry.size());
    }

    private static void u16(Bytes target, int... values) {
        for (int value : values) {
            target.u8(value).u8(value >> 8);
        }
    }

    private static void put(Bytes target, byte[] bytes) {
        target.text(new String(bytes, StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
    }

    private static int sum(byte[] bytes) {
        var sum = new CRC32();
        sum.update(bytes);
        return (int) sum.getValue();
    }
}
