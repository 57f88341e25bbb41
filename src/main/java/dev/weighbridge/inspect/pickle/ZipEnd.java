package dev.weighbridge.inspect.pickle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

import dev.weighbridge.artifact.SafetyKind;

/**
 * Where a zip's directory may begin. The end is searched as miniz (in torch) and Python's zipfile do: the last mark counts, whatever stands behind it
 * (APPNOTE 6.3.10, sections 4.3.14 to 4.3.16). Where programs would find different directories, all of them are given.
 */
final class ZipEnd {

    private static final int END = 0x06054b50;

    private static final int END_LENGTH = 22;

    private static final int LOCATOR = 0x07064b50;

    private static final int LOCATOR_LENGTH = 20;

    private static final int END_64 = 0x06064b50;

    private static final int END_64_LENGTH = 56;

    private static final int ENTRY = 0x02014b50;

    private final Content zip;

    private final List<Start> starts = new ArrayList<>();

    /**
     * A directory.
     *
     * @param end where it ends
     * @param shift what is to be added to the places that it states
     */
    record Start(long at, long end, long shift) {}

    private ZipEnd(Content zip) {
        this.zip = zip;
    }

    /** @throws BrokenPickle if there is none */
    static List<Start> starts(Content zip, PickleReport report) {
        var end = new ZipEnd(zip);
        long from = Math.max(0, zip.size() - 0xffff - END_LENGTH);
        ByteBuffer tail = buffer(zip.bytes(from, 0xffff + END_LENGTH));
        int last = -1;
        for (int at = 0; at + END_LENGTH <= tail.limit(); at++) {
            boolean fitsComment = tail.getInt(at) == END && at + END_LENGTH + (tail.getShort(at + 20) & 0xffff) == tail.limit();
            last = tail.getInt(at) == END ? at : last;
            if (fitsComment) {
                end.take(tail, at, from);
            }
        }
        if (last >= 0 && (end.starts.isEmpty() || last + END_LENGTH + (tail.getShort(last + 20) & 0xffff) != tail.limit())) {
            end.take(tail, last, from);
            report.warnOfArchive(SafetyKind.ARCHIVE,
                    "is a zip with bytes behind the end of its directory; programs may find different files in it");
        }
        if (end.starts.isEmpty()) {
            throw BrokenPickle.because("has no directory at its end");
        }
        List<Start> all = end.starts.stream().distinct().toList();
        if (all.size() > 1) {
            report.warnOfArchive(SafetyKind.ARCHIVE, "is a zip with " + all.size()
                    + " places where its directory may begin; programs may find different files in it");
        }
        return all;
    }

    private void take(ByteBuffer tail, int at, long from) {
        take(Integer.toUnsignedLong(tail.getInt(at + 16)), Integer.toUnsignedLong(tail.getInt(at + 12)), from + at);
        if (from + at < LOCATOR_LENGTH) {
            return;
        }
        ByteBuffer locator = buffer(zip.bytes(from + at - LOCATOR_LENGTH, LOCATOR_LENGTH));
        long end64 = locator.getInt(0) == LOCATOR ? locator.getLong(8) : -1;
        if (end64 >= 0 && end64 <= zip.size() - END_64_LENGTH) {
            ByteBuffer record = buffer(zip.bytes(end64, END_64_LENGTH));
            if (record.getInt(0) == END_64) {
                take(record.getLong(48), record.getLong(40), end64);
            }
        }
    }

    /** The directory lies where it is said to; in a zip behind other bytes, right before its end. */
    private void take(long offset, long length, long end) {
        if (length == 0 && offset <= end || length < 0 || length > end || offset < 0) {
            if (length == 0) {
                starts.add(new Start(offset, offset, 0));
            }
            return;
        }
        if (isEntry(offset)) {
            starts.add(new Start(offset, offset + length, 0));
        }
        if (end - length != offset && isEntry(end - length)) {
            starts.add(new Start(end - length, end, end - length - offset));
        }
    }

    private boolean isEntry(long at) {
        return at >= 0 && at <= zip.size() - Integer.BYTES && buffer(zip.bytes(at, Integer.BYTES)).getInt(0) == ENTRY;
    }

    static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
