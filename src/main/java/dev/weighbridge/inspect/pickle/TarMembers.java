package dev.weighbridge.inspect.pickle;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The plain files in a tar, one after another (POSIX.1-2001, pax, "ustar Interchange Format"; GNU tar's long names and sizes in base 256). Ends at the
 * first block of zeros, as Python's tarfile does.
 */
final class TarMembers {

    private static final int BLOCK = 512;

    private static final int NAME = 100;

    private static final int SIZE_AT = 124;

    private static final int SIZE = 12;

    private static final int SUM_AT = 148;

    private static final int SUM = 8;

    private static final int TYPE_AT = 156;

    private static final int MAX_EXTENSION = 64 * 1024;

    private static final Pattern PAX = Pattern.compile("[0-9]+ (?<key>path|size)=(?<value>[^\n]*)\n");

    private final Content tar;

    private final Budget budget;

    private long position;

    private @Nullable String longName;

    private @Nullable Long longSize;

    TarMembers(Content tar, Budget budget) {
        this.tar = tar;
        this.budget = budget;
    }

    /** Whether its first block is a header whose sum is right. */
    static boolean isTar(Content content) {
        byte[] header = content.head(BLOCK);
        return header.length == BLOCK && header[0] != 0 && hasItsSum(header);
    }

    /**
     * The next plain file, or null at the end.
     *
     * @throws BrokenPickle if it is damaged
     */
    @Nullable
    Content next() {
        while (true) {
            byte[] header = tar.bytes(position, BLOCK);
            if (header.length < BLOCK || isZero(header)) {
                return null;
            }
            if (!hasItsSum(header)) {
                throw BrokenPickle.because("has a damaged header");
            }
            if (!budget.member()) {
                throw BrokenPickle.limit("has more than " + Budget.MAX_MEMBERS + " files in its archives");
            }
            Content member = member(header);
            if (member != null) {
                return member;
            }
        }
    }

    private @Nullable Content member(byte[] header) {
        long size = longSize == null ? number(header, SIZE_AT, SIZE) : longSize;
        long from = position + BLOCK;
        if (size < 0 || size > Long.MAX_VALUE / 2 || tar.bytes(Math.max(from, from + size - 1), 1).length == 0 && size > 0) {
            throw BrokenPickle.because("has a file that goes beyond its end");
        }
        position = from + (size + BLOCK - 1) / BLOCK * BLOCK;
        int type = header[TYPE_AT];
        if (type == 'x' || type == 'g' || type == 'L' || type == 'K') {
            extend(type, new String(tar.bytes(from, (int) Math.min(size, MAX_EXTENSION)), StandardCharsets.UTF_8));
            return null;
        }
        String name = longName == null ? text(header, 0, NAME) : longName;
        longName = null;
        longSize = null;
        boolean isPlain = type == 0 || type == '0' || type == '7' || type == 'S';
        String place = tar.place().isEmpty() ? name : tar.place() + " > " + name;
        return isPlain ? new ContentWindow(tar, place, from, size) : null;
    }

    private void extend(int type, String text) {
        if (type == 'L') {
            longName = text.replace("\0", "");
        } else if (type == 'x') {
            Matcher record = PAX.matcher(text);
            while (record.find()) {
                if (record.group("key").equals("path")) {
                    longName = record.group("value");
                } else {
                    longSize = PickleText.whole(record.group("value"));
                }
            }
        }
    }

    private static boolean hasItsSum(byte[] header) {
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= SUM_AT && i < SUM_AT + SUM ? ' ' : header[i] & 0xff;
        }
        return number(header, SUM_AT, SUM) == sum;
    }

    /** Octal digits; or, with the highest bit set, a number in base 256. Negative if it is neither. */
    private static long number(byte[] header, int from, int length) {
        if ((header[from] & 0x80) != 0) {
            long number = header[from] & 0x3f;
            for (int i = from + 1; i < from + length; i++) {
                number = number > Long.MAX_VALUE >> 9 ? -1 : number << 8 | header[i] & 0xff;
            }
            return number;
        }
        try {
            String digits = text(header, from, length).strip();
            return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
        } catch (NumberFormatException noNumber) {
            return -1;
        }
    }

    private static String text(byte[] header, int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.UTF_8);
    }

    private static boolean isZero(byte[] block) {
        for (byte value : block) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }
}
