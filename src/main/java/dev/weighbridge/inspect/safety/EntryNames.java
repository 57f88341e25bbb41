package dev.weighbridge.inspect.safety;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import dev.weighbridge.artifact.SafetyKind;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.OpenFile;
import org.jspecify.annotations.Nullable;

/** What the names of an archive's entries tell: where they would land, and what they are by their names. Each thing is said once, with a count. */
final class EntryNames {

    private static final Pattern OUTSIDE = Pattern.compile("(?s)[/\\\\].*|[A-Za-z]:.*|(.*[/\\\\])?[.][.]([/\\\\].*)?");

    /** TorchScript's, which is no Python but what PyTorch's own interpreter runs (torch/csrc/jit/docs/serialization.md). */
    private static final Pattern TORCH_SCRIPT = Pattern.compile("[^/]+/code/.*[.]py");

    private static final Set<String> PYTHON = Set.of("py", "pyc", "pyw", "pyo");

    private static final Set<
            String> PROGRAMS = Set.of("exe", "dll", "so", "dylib", "sh", "bat", "cmd", "ps1", "vbs", "class", "dex", "scr");

    private static final Set<String> ARCHIVES = Set.of("zip", "tar", "tgz", "gz", "bz2", "xz", "zst", "7z", "rar", "jar", "whl");

    private final String path;

    private final FileNotes notes;

    private final Map<Sort, Seen> seen = new EnumMap<>(Sort.class);

    private enum Sort {
        OUTSIDE, LINK, DEVICE, PYTHON, PROGRAM, ARCHIVE
    }

    private static final class Seen {

        private final String first;

        private int count;

        Seen(String first) {
            this.first = first;
        }
    }

    EntryNames(String path, FileNotes notes) {
        this.path = path;
        this.notes = notes;
    }

    /** @param target what a link points to, {@code ""} if that is not known; null for what is no link */
    void take(String name, @Nullable String target) {
        String extension = FileName.extension(name);
        if (OUTSIDE.matcher(name).matches() || name.indexOf('\0') >= 0) {
            see(Sort.OUTSIDE, name);
        }
        if (target != null && (target.isEmpty() || OUTSIDE.matcher(target).matches())) {
            see(Sort.LINK, name);
        }
        if (PYTHON.contains(extension) && !TORCH_SCRIPT.matcher(name).matches()) {
            see(Sort.PYTHON, name);
        } else if (PROGRAMS.contains(extension)) {
            see(Sort.PROGRAM, name);
        } else if (ARCHIVES.contains(extension)) {
            see(Sort.ARCHIVE, name);
        }
    }

    void device(String name) {
        see(Sort.DEVICE, name);
    }

    void conclude() {
        seen.forEach(this::say);
    }

    private void say(Sort sort, Seen what) {
        String entries = OpenFile.shown(what.first) + (what.count > 1 ? " and " + (what.count - 1) + " more" : "");
        switch (sort) {
            case OUTSIDE -> notes.warn(SafetyKind.ARCHIVE, "Unpacking '" + path + "' writes outside of its folder: " + entries + ".");
            case LINK -> notes.warn(SafetyKind.ARCHIVE, "'" + path + "' packs links that may lead outside of its folder: " + entries + ".");
            case DEVICE -> notes.warn(SafetyKind.ARCHIVE, "'" + path + "' packs devices: " + entries + ".");
            case PYTHON -> notes.warn(SafetyKind.REMOTE_CODE, "'" + path + "' packs Python code: " + entries + ".");
            case PROGRAM -> notes.warn(SafetyKind.EXECUTABLE, "'" + path + "' packs programs or scripts, by their names: " + entries + ".");
            case ARCHIVE -> notes.find("'" + path + "' packs further archives, which were not looked into: " + entries + ".");
        }
    }

    private void see(Sort sort, String name) {
        seen.computeIfAbsent(sort, first -> new Seen(name)).count++;
    }
}
