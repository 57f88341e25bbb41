package dev.weighbridge.inspect.pickle;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.tukaani.xz.MemoryLimitException;

/**
 * What comes out of a compressed stream. Up to {@value #KEPT} bytes are kept; of more, going back means to begin again, and the budget counts that.
 */
final class InflatedContent implements Content, Closeable {

    private static final int KEPT = 8 << 20;

    private final String place;

    private final String name;

    private final Opener opener;

    private final Budget budget;

    private final long claimed;

    private long size = -1;

    /** The first bytes; {@link #kept} of them are there. */
    private byte[] start = {};

    private int kept;

    private @Nullable InputStream stream;

    private long reached;

    /** Where nothing more came. */
    private long end = Long.MAX_VALUE;

    /** Begins a stream again. */
    @FunctionalInterface
    interface Opener {

        InputStream open() throws IOException;
    }

    /** @param claimed how many bytes a directory says that come out, or -1 */
    InflatedContent(String place, String name, long claimed, Opener opener, Budget budget) {
        this.place = place;
        this.name = name;
        this.claimed = claimed;
        this.opener = opener;
        this.budget = budget;
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public String name() {
        return name;
    }

    /** Comes to the end of the stream, if nothing says the size; a stream that breaks off ends there. */
    @Override
    public long size() {
        if (size < 0) {
            size = claimed >= 0 ? claimed : measured();
        }
        return size;
    }

    private long measured() {
        grow(KEPT);
        byte[] piece = new byte[64 * 1024];
        long measured = kept;
        while (measured >= KEPT) {
            int count = next(measured, piece, 0, piece.length);
            if (count == 0) {
                break;
            }
            measured += count;
        }
        return measured;
    }

    @Override
    public byte[] head(int length) {
        grow(length);
        return Arrays.copyOf(start, (int) Math.min(Math.min(length, kept), claimed < 0 ? length : claimed));
    }

    /** Near the start it is not asked how large all is. */
    @Override
    public byte[] bytes(long position, int length) {
        if (claimed >= 0 || position + length > KEPT) {
            return Content.super.bytes(position, length);
        }
        grow(position + length);
        int from = (int) Math.min(position, kept);
        return Arrays.copyOfRange(start, from, Math.min(kept, from + length));
    }

    /** Keeps at least so many first bytes, if they are there. */
    private void grow(long wanted) {
        if (wanted <= kept || kept >= KEPT) {
            return;
        }
        int until = Math.clamp(Math.max(wanted, 2L * kept), 8 * 1024, KEPT);
        while (kept < until) {
            if (kept == start.length) {
                start = Arrays.copyOf(start, Math.clamp(2L * kept, 8 * 1024, until)); // and no more than comes
            }
            int count = next(kept, start, kept, start.length - kept);
            if (count <= 0) {
                break;
            }
            kept += count;
        }
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) {
        grow(Math.min(position + length, KEPT));
        int known = Math.clamp(kept - position, 0, length);
        System.arraycopy(start, (int) Math.min(position, kept), target, offset, known);
        int done = known;
        while (done < length) {
            int count = next(position + done, target, offset + done, length - done);
            if (count <= 0) {
                throw BrokenPickle.because("ends before its directory says, or is damaged");
            }
            done += count;
        }
    }

    /** Reads some bytes from a position on; 0 if there are none. Libraries say in several ways that a stream is damaged. */
    private int next(long position, byte[] target, int offset, int length) {
        if (position >= end) {
            return 0;
        }
        int count = unpack(position, target, offset, length);
        end = count == 0 ? Math.min(end, position) : end;
        return count;
    }

    private int unpack(long position, byte[] target, int offset, int length) {
        try {
            InputStream from = stream;
            if (from == null || position < reached) {
                close();
                from = opener.open();
                stream = from;
                reached = 0;
            }
            byte[] passed = position > reached ? new byte[64 * 1024] : target;
            while (reached < position) {
                if (spend(from.read(passed, 0, (int) Math.min(position - reached, passed.length))) == 0) {
                    return 0;
                }
            }
            return spend(from.read(target, offset, length));
        } catch (MemoryLimitException tooLarge) {
            throw BrokenPickle.limit("needs " + (tooLarge.getMemoryNeeded() >> 10) + " MiB of memory to be unpacked");
        } catch (IOException | IllegalStateException | IllegalArgumentException | IndexOutOfBoundsException damaged) {
            return 0;
        }
    }

    @Override
    public void close() {
        try {
            if (stream != null) {
                stream.close();
            }
        } catch (IOException damaged) {
            reached = 0;
        }
        stream = null;
    }

    private int spend(int read) {
        int count = Math.max(0, read);
        reached += count;
        if (!budget.inflate(count)) {
            throw BrokenPickle.limit("unpacks to more than " + (Budget.MAX_INFLATED >> 30) + " GiB");
        }
        return count;
    }
}
