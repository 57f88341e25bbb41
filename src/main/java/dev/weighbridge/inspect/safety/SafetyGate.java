package dev.weighbridge.inspect.safety;

import java.util.List;

import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.OpenFile;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every file of a model, whatever format it has and whoever reads it, for what a file can do besides being data. Asks for its first
 * bytes, its last 64 KiB and, of an archive, its directory. Keeps nothing between calls; may be called by several threads.
 */
public final class SafetyGate {

    private final List<Look> looks = List.of(new Programs(), new Scripts(), new PythonFiles(), new CodeInConfigs(), new TemplatesInFiles(),
            new Archives(), new Disguises());

    /** Notes the dangers, and no tensors and facts; ends for any bytes whatever, and fails only if the store does. */
    public FileNotes look(OpenFile file) {
        var notes = new FileNotes(file.path(), "any format");
        if (file.size() > 0 && !file.isGitLfsPointer()) {
            looks.forEach(look -> look.look(file, notes));
        }
        return notes;
    }

    /** What the file begins as, with its article, such as {@code a zip archive}; null for what has no mark that is known here. */
    public @Nullable String beginsAs(OpenFile file) {
        Mark mark = Mark.of(file);
        return mark == null ? null : mark.words();
    }
}
