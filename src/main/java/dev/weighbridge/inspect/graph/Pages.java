package dev.weighbridge.inspect.graph;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;

import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.inspect.head.OpenFile;

/**
 * A file, or a stretch of one, that is read here and there, as its own offsets want it: in pages, of which some are kept. Numbers are little-endian. Positions
 * count from the start of the stretch; whatever lies beyond its end is broken.
 */
public final class Pages {

    private static final int PAGE = 16 * 1024;

    /** 4 MiB. */
    private static final int KEPT = 256;

    /** Bounds the time: 512 MiB. */
    private static final int MAX_FETCHED = 32 * 1024;

    /** Bounds the time where offsets lead to the same bytes again and again: 250,000 datasets of HDF5 take some 80 MB. */
    private static final long MAX_TAKEN = 256L << 20;

    private final LinkedHashMap<Long, byte[]> pages = new LinkedHashMap<>(KEPT, 0.75f, true);

    private final OpenFile file;

    private final long start;

    private final long size;

    private int fetched;

    private long taken;

    private long latest = -1;

    private byte[] latestPage = {};

    public Pages(OpenFile file) {
        this(file, 0, file.size());
    }

    /** A stretch that begins at {@code start}; the caller has seen that it lies within the file. */
    public Pages(OpenFile file, long start, long size) {
        this.file = file;
        this.start = start;
        this.size = size;
    }

    public OpenFile file() {
        return file;
    }

    public long size() {
        return size;
    }

    public int u8(long at, String what) {
        return (int) unsigned(at, 1, what);
    }

    public int u16(long at, String what) {
        return (int) unsigned(at, 2, what);
    }

    public long u32(long at, String what) {
        return unsigned(at, 4, what);
    }

    public int i32(long at, String what) {
        return (int) unsigned(at, 4, what);
    }

    /** A whole number of 1 to 8 bytes; one of 8 bytes may come out negative. */
    public long unsigned(long at, int bytes, String what) {
        take(at, bytes, what);
        long number = 0;
        byte[] page = page(at + bytes - 1);
        int place = (int) ((at + bytes - 1) % PAGE);
        for (int left = bytes; left > 0; left--) {
            if (place < 0) {
                page = page(at);
                place = PAGE - 1;
            }
            number = number << 8 | page[place--] & 0xff;
        }
        return number;
    }

    /** The characters at a place; {@code length} is bounded by the caller. */
    public String text(long at, int length, String what) {
        return new String(bytes(at, length, what), StandardCharsets.UTF_8);
    }

    /** The bytes at a place; {@code length} is bounded by the caller. */
    public byte[] bytes(long at, int length, String what) {
        take(at, length, what);
        byte[] copy = new byte[length];
        for (int copied = 0; copied < length;) {
            int place = (int) ((at + copied) % PAGE);
            int stretch = Math.min(length - copied, PAGE - place);
            System.arraycopy(page(at + copied), place, copy, copied, stretch);
            copied += stretch;
        }
        return copy;
    }

    /** The bytes of a stretch, one after the other. */
    public InputStream stream(long at, long length) {
        check(at, length, "a stretch");
        return file.stream(start + at, start + at + length);
    }

    /** Whether these ASCII characters stand at a place. */
    public boolean hasMark(long at, String mark) {
        return at >= 0 && at <= size - mark.length() && text(at, mark.length(), mark).equals(mark);
    }

    /** @throws IngestionException MALFORMED_ARTIFACT if so many bytes do not lie there */
    public void check(long at, long length, String what) {
        if (at < 0 || length < 0 || length > size || at > size - length) {
            throw malformed(what + " lies beyond the end", Math.clamp(at, 0, size));
        }
    }

    public IngestionException malformed(String why, long at) {
        return file.malformed(why, start + at);
    }

    private void take(long at, int length, String what) {
        check(at, length, what);
        taken += length;
        if (taken > MAX_TAKEN) {
            throw malformed("the same bytes are described again and again", at);
        }
    }

    private byte[] page(long at) {
        long number = at / PAGE;
        if (number != latest) {
            latestPage = kept(number);
            latest = number;
        }
        return latestPage;
    }

    private byte[] kept(long number) {
        byte[] page = pages.get(number);
        if (page == null) {
            page = fetch(number);
            pages.put(number, page);
            if (pages.size() > KEPT) {
                pages.remove(pages.firstEntry().getKey());
            }
        }
        return page;
    }

    private byte[] fetch(long number) {
        if (++fetched > MAX_FETCHED) {
            throw malformed("what describes the model is scattered over more than " + (long) MAX_FETCHED * PAGE + " bytes", number * PAGE);
        }
        byte[] page = new byte[(int) Math.min(PAGE, size - number * PAGE)];
        file.read(start + number * PAGE, page, 0, page.length);
        return page;
    }
}
