package dev.weighbridge.inspect.safety;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.weighbridge.artifact.SafetyKind;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.OpenFile;
import org.jspecify.annotations.Nullable;

/** Goes from header to header of a tar archive. */
final class TarWalk {

    /** Each is a request to the store. */
    private static final int MAX_HEADERS = 2_000;

    /** Of a long name, or a record of pax. */
    private static final int LONGEST = 64 * 1024;

    /** pax, "pax Extended Header": {@code <length> <keyword>=<value>\n}. */
    private static final Pattern PAX = Pattern.compile("\\d{1,6} (path|linkpath)=([^\\n]*)\\n");

    private final OpenFile file;

    private final FileNotes notes;

    private final EntryNames names;

    private @Nullable String longName;

    private @Nullable String longTarget;

    TarWalk(OpenFile file, FileNotes notes) {
        this.file = file;
        this.notes = notes;
        this.names = new EntryNames(file.path(), notes);
    }

    void look() {
        long at = 0;
        int count = 0;
        for (TarHeader header = header(at); header != null; header = header(at)) {
            if (count++ == MAX_HEADERS) {
                notes.warn(SafetyKind.ARCHIVE, "'" + file.path() + "' is a tar archive of more than " + MAX_HEADERS
                        + " entries; the rest was not looked at.");
                break;
            }
            take(header, at + TarHeader.BLOCK);
            long size = Math.max(0, header.isLink() || header.isDevice() ? 0 : header.size());
            if (size > file.size() - at - TarHeader.BLOCK) {
                notes.find("'" + file.path() + "' is a tar archive that ends within its entry " + OpenFile.shown(header.name()) + ".");
                break;
            }
            at += TarHeader.BLOCK + (size + TarHeader.BLOCK - 1) / TarHeader.BLOCK * TarHeader.BLOCK;
        }
        names.conclude();
    }

    private @Nullable TarHeader header(long at) {
        return TarHeader.of(ByteView.of(file, at, TarHeader.BLOCK));
    }

    private void take(TarHeader header, long content) {
        if (header.isAboutTheNext()) {
            about(header, content);
            return;
        }
        String name = longName == null ? header.name() : longName;
        String target = longTarget == null ? header.target() : longTarget;
        names.take(name, header.isLink() ? target : null);
        if (header.isDevice()) {
            names.device(name);
        }
        longName = null;
        longTarget = null;
    }

    private void about(TarHeader header, long content) {
        ByteView bytes = ByteView.of(file, content, Math.clamp(header.size(), 0, LONGEST));
        String text = bytes.text();
        switch (header.type()) {
            case 'L' -> longName = text.replaceFirst("(?s)\0.*", "");
            case 'K' -> longTarget = text.replaceFirst("(?s)\0.*", "");
            case 'x' -> pax(text);
            default -> {}
        }
    }

    private void pax(String records) {
        Matcher record = PAX.matcher(records);
        while (record.find()) {
            if (record.group(1).equals("path")) {
                longName = record.group(2);
            } else {
                longTarget = record.group(2);
            }
        }
    }
}
