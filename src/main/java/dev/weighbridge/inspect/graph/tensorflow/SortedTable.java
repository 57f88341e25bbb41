package dev.weighbridge.inspect.graph.tensorflow;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

import dev.weighbridge.inspect.graph.Pages;

/** A sorted table of LevelDB (github.com/google/leveldb, doc/table_format.md), in which TensorFlow keeps the index of a checkpoint: keys with values. */
final class SortedTable {

    /** What the file ends with: two handles, padded to 40 bytes, and the magic number. */
    static final int FOOTER = 48;

    private static final long MAGIC = 0xdb4775248b80fb57L;

    private static final int TRAILER = 5;

    private static final int MAX_ENTRIES = 1_000_000;

    private static final int MAX_BYTES = 64 * 1024;

    private final Pages pages;

    private final Entries entries;

    private long at;

    private int count;

    private boolean isCompressed;

    /** What is told of each entry. */
    interface Entries {

        /** @param place where the value lies in the file, {@code length} bytes that lie in it */
        void entry(String key, long place, int length);
    }

    private SortedTable(Pages pages, Entries entries) {
        this.pages = pages;
        this.entries = entries;
    }

    static boolean endsAsOne(Pages pages) {
        return pages.size() >= FOOTER && pages.unsigned(pages.size() - 8, 8, "the magic number") == MAGIC;
    }

    /** Tells all entries in their order, and returns false if some are in blocks that are compressed and not looked into. */
    static boolean read(Pages pages, Entries entries) {
        var table = new SortedTable(pages, entries);
        table.at = pages.size() - FOOTER;
        table.varint();
        table.varint();
        long index = table.varint();
        table.block(index, table.varint(), table::data);
        return !table.isCompressed;
    }

    private void data(String key, long place, int length) {
        at = place;
        long block = varint();
        block(block, varint(), entries);
    }

    /** Entries share the beginnings of their keys; behind them is the list of those that do not. */
    private void block(long start, long size, Entries each) {
        pages.check(start, Math.max(size, 4), "a block");
        if (pages.u8(start + size, "the type of a block") != 0 || start + size + TRAILER > pages.size()) {
            isCompressed = true;
            return;
        }
        long restarts = pages.u32(start + size - 4, "the restarts of a block");
        long end = start + size - 4 - 4 * restarts;
        byte[] key = {};
        for (long next = start; next < end;) {
            at = next;
            int shared = length("a shared key");
            int own = length("a key");
            int length = length("a value");
            if (++count > MAX_ENTRIES || shared > key.length || at + own + length > end) {
                throw pages.malformed("an entry goes beyond its block, or there are more than " + MAX_ENTRIES, next);
            }
            key = joined(key, shared, at, own);
            next = at + own + length;
            each.entry(new String(key, StandardCharsets.UTF_8), at + own, length);
        }
    }

    private byte[] joined(byte[] key, int shared, long place, int own) {
        var joined = new ByteArrayOutputStream(shared + own);
        joined.write(key, 0, shared);
        for (int i = 0; i < own; i++) {
            joined.write(pages.u8(place + i, "a key"));
        }
        return joined.toByteArray();
    }

    private int length(String what) {
        long length = varint();
        if (length < 0 || length > MAX_BYTES) {
            throw pages.malformed(what + " is longer than " + MAX_BYTES + " bytes", at);
        }
        return (int) length;
    }

    private long varint() {
        long number = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = pages.u8(at++, "a number");
            number |= (next & 0x7fL) << shift;
            if (next < 0x80) {
                return number;
            }
        }
        throw pages.malformed("a number has more than ten bytes", at);
    }
}
