package dev.weighbridge.inspect.graph.hdf;

import java.util.Arrays;

import dev.weighbridge.inspect.graph.Pages;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file with its widths of offsets and lengths, and the place that its addresses count from (section II, superblock): the superblock's own, as
 * the HDF5 library takes it, whatever base address is written in it.
 */
final class HdfSpace {

    /** Where the superblock may lie; further on, there are twice as many bytes before it each time. */
    private static final int[] PLACES = {0, 512, 1024, 2048, 4096};

    private static final byte[] MARK = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

    private final Pages pages;

    private final int offsetBytes;

    private final int lengthBytes;

    private final long base;

    private final long root;

    private HdfSpace(Pages pages, long at, int version) {
        this.pages = pages;
        boolean isOld = version < 2;
        this.offsetBytes = width(pages, at + (isOld ? 13 : 9));
        this.lengthBytes = width(pages, at + (isOld ? 14 : 10));
        long addresses = at + (version == 0 ? 24 : version == 1 ? 28 : 12);
        this.base = at;
        long end = pages.unsigned(addresses + 2L * offsetBytes, offsetBytes, "the end of file address");
        if (end < 0 || end > pages.size()) {
            throw pages.malformed("the file is cut off: it should have " + Long.toUnsignedString(end) + " bytes", pages.size());
        }
        long entry = addresses + (isOld ? 5L : 3L) * offsetBytes;
        this.root = base + pages.unsigned(entry, offsetBytes, "the address of the root group");
    }

    /** Where in the file's first bytes it begins as one, or -1. */
    static int place(byte[] head) {
        for (int place : PLACES) {
            if (head.length >= place + MARK.length && Arrays.equals(head, place, place + MARK.length, MARK, 0, MARK.length)) {
                return place;
            }
        }
        return -1;
    }

    /** @param at where the superblock lies */
    static HdfSpace open(Pages pages, long at) {
        int version = pages.u8(at + MARK.length, "the version of the superblock");
        if (version > 3) {
            throw pages.malformed("the version " + version + " of the superblock is none that is known", at + MARK.length);
        }
        return new HdfSpace(pages, at, version);
    }

    private static int width(Pages pages, long at) {
        int width = pages.u8(at, "the size of offsets or lengths");
        if (width != 2 && width != 4 && width != 8) {
            throw pages.malformed("the size " + width + " of offsets or lengths is none that is known", at);
        }
        return width;
    }

    Pages pages() {
        return pages;
    }

    /** Where the root group's header lies. */
    long root() {
        return root;
    }

    int offsetBytes() {
        return offsetBytes;
    }

    int lengthBytes() {
        return lengthBytes;
    }

    /** The place that an address stands for, or null if the address says that there is none. */
    @Nullable
    Long address(long at, String what) {
        long address = pages.unsigned(at, offsetBytes, what);
        boolean isUndefined = address == -1L >>> 64 - 8 * offsetBytes;
        if (!isUndefined) {
            pages.check(address, 0, what);
        }
        return isUndefined ? null : base + address;
    }

    long length(long at, String what) {
        long length = pages.unsigned(at, lengthBytes, what);
        if (length < 0) {
            throw pages.malformed(what + " is too large to be true", at);
        }
        return length;
    }
}
