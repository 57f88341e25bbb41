package dev.weighbridge.inspect.safety;

import dev.weighbridge.artifact.SafetyKind;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.OpenFile;
import org.jspecify.annotations.Nullable;

/** Looks into archives by what their headers and directories say; nothing is unpacked. Finds archives at the end of something else, too. */
final class Archives implements Look {

    /** Where a compressed file is called a bomb: it becomes so much larger than it is, and so large. */
    private static final int RATIO = 200;

    private static final long LARGE = 100L << 20;

    @Override
    public void look(OpenFile file, FileNotes notes) {
        Mark mark = Mark.of(file);
        ZipEnd zip = ZipEnd.find(file);
        if (zip != null) {
            new ZipDirectory(file, zip, notes).look();
            twoAtOnce(mark, file, notes);
        } else if (mark == Mark.ZIP && !new ByteView(file.head(4)).has(0, "PK\u0005\u0006")) {
            notes.find("'" + file.path() + "' begins as a zip archive, but has no directory at its end: it is cut off or damaged.");
        }
        if (mark == Mark.TAR) {
            new TarWalk(file, notes).look();
        } else if (mark != null) {
            compressed(mark, file, notes);
        }
    }

    /** A tar archive may well end with a zip archive: its last file. */
    private static void twoAtOnce(@Nullable Mark mark, OpenFile file, FileNotes notes) {
        if (mark != Mark.ZIP && mark != Mark.TAR) {
            notes.warn(SafetyKind.DISGUISED,
                    "'" + file.path() + "' " + (mark == null ? "is no zip archive by its first bytes" : "begins as "
                            + mark.words()) + ", but ends as a zip archive, and programs that look at its end unpack it.");
        }
    }

    /** Whether it unpacks to far more than it is. */
    static boolean isBomb(long packed, long unpacked) {
        return unpacked > LARGE && unpacked / RATIO > packed;
    }

    private static void compressed(Mark mark, OpenFile file, FileNotes notes) {
        switch (mark) {
            case GZIP -> size(file, notes, ByteView.of(file, file.size() - 4, 4).u32(0));
            case ZSTD -> {
                var frame = ZstdFrame.of(new ByteView(file.head(18)));
                if (frame.window() > ZstdFrame.USUAL_WINDOW) {
                    notes.warn(SafetyKind.ARCHIVE,
                            "'" + file.path() + "' is a zstd file that needs " + frame.window() + " bytes of memory to unpack.");
                }
                size(file, notes, frame.size());
            }
            case XZ, BZIP2 -> closed(mark, file, notes);
            case SEVEN_ZIP, RAR -> notes.warn(SafetyKind.ARCHIVE, "'" + file.path() + "' is " + (isEncrypted(mark, file) ? "an encrypted "
                    : "a ") + (mark == Mark.RAR ? "RAR" : "7z") + " archive, which is not looked into.");
            default -> {}
        }
    }

    private static void size(OpenFile file, FileNotes notes, long unpacked) {
        if (isBomb(file.size(), unpacked)) {
            notes.warn(SafetyKind.ARCHIVE,
                    "'" + file.path() + "' has " + file.size() + " bytes and says that it unpacks to " + unpacked + ".");
        }
        closed(Mark.of(file), file, notes);
    }

    private static void closed(@Nullable Mark mark, OpenFile file, FileNotes notes) {
        notes.find("'" + file.path() + "' is " + (mark == null ? "compressed" : mark.words()) + "; what is in it was not looked at.");
    }

    /** RAR 5.0 archive format, "Archive encryption header" is type 4; 7zFormat.txt: the coder 06 F1 07 01 in the header at the end. */
    private static boolean isEncrypted(Mark mark, OpenFile file) {
        if (mark == Mark.RAR) {
            var head = new ByteView(file.head(16));
            return head.u8(6) == 1 ? head.u8(13) == 4 : (head.u16(10) & 0x80) != 0;
        }
        var start = new ByteView(file.head(32));
        long header = start.u64(12);
        if (header < 0 || header >= file.size() - 32) {
            return false;
        }
        var end = ByteView.of(file, 32 + header, 4096);
        for (int i = 0; i < end.size(); i++) {
            if (end.has(i, 0x06, 0xf1, 0x07, 0x01)) {
                return true;
            }
        }
        return false;
    }
}
