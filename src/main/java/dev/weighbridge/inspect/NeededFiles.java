package dev.weighbridge.inspect;

import dev.weighbridge.inspect.head.FactSheet;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.ModelFolder;
import dev.weighbridge.inspect.head.OpenFile;

/** Whether the files that others keep tensors in are there, and long enough. */
final class NeededFiles {

    private NeededFiles() {}

    /** A file that is not is a finding: the model may be loaded from another of its files. */
    static void check(FileNotes notes, ModelFolder folder, FactSheet sheet) {
        String parent = notes.path().substring(0, notes.path().lastIndexOf('/') + 1);
        notes.needed().forEach((name, bytes) -> {
            String path = parent + name.replaceAll("(^|/)(\\./)+", "$1");
            if (!folder.has(path)) {
                sheet.find(
                        "'" + notes.path() + "' keeps tensors in " + OpenFile.shown(path) + ", which is not there: it cannot be loaded.");
                return;
            }
            try (OpenFile other = folder.open(path)) {
                if (other.size() < bytes) {
                    sheet.find(
                            "'" + notes.path() + "' keeps tensors in " + OpenFile.shown(path) + " up to byte " + bytes + ", but that has "
                                    + other.size() + ": it cannot be loaded.");
                }
            }
        });
    }
}
