package dev.weighbridge.inspect.graph.hdf;

import java.io.InputStream;

import dev.weighbridge.inspect.graph.Pages;
import org.jspecify.annotations.Nullable;

/**
 * Where a text lies: it may be long.
 *
 * @param from its first byte
 * @param length bytes, of which some at the end may be zeros
 */
public record HdfText(long from, long length) {

    /** A text in a global heap (section III.E): length, the heap's address, the number of the object in it. */
    static @Nullable HdfText inHeap(HdfSpace space, long at) {
        Pages pages = space.pages();
        long length = pages.u32(at, "the length of a text");
        Long heap = space.address(at + 4, "the address of a text");
        long wanted = pages.u32(at + 4 + space.offsetBytes(), "the number of a text");
        if (heap == null) {
            return null;
        }
        if (!pages.hasMark(heap, "GCOL")) {
            throw pages.malformed("there is no global heap where one should be", heap);
        }
        long end = heap + space.length(heap + 8, "the size of a global heap");
        pages.check(heap, end - heap, "a global heap");
        int prefix = 8 + space.lengthBytes();
        for (long next = heap + 8 + space.lengthBytes(); next + prefix <= end;) {
            long number = pages.u16(next, "an object of a global heap");
            long size = space.length(next + 8, "an object of a global heap");
            if (number == 0 || size > end - next - prefix) {
                break;
            }
            if (number == wanted) {
                return new HdfText(next + prefix, Math.min(length, size));
            }
            next += prefix + Math.ceilDiv(size, 8) * 8;
        }
        throw pages.malformed("the text " + wanted + " is not in its global heap", heap);
    }

    /** The characters, at most so many. */
    public String read(Pages pages, int maxBytes) {
        return HdfAttribute.cut(pages.text(from, (int) Math.min(length, maxBytes), "a text"));
    }

    /** The bytes as they lie in the file. */
    public InputStream stream(Pages pages) {
        return pages.stream(from, length);
    }
}
