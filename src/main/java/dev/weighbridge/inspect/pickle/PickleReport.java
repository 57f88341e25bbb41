package dev.weighbridge.inspect.pickle;

import java.util.HashSet;
import java.util.Set;

import dev.weighbridge.artifact.SafetyKind;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.OpenFile;

/** Says what was found in one file, each name once. */
final class PickleReport {

    private static final PickleNames NAMES = new PickleNames();

    private static final String SCRIPT = "__torch__";

    private static final int MAX_SAID = 20_000;

    private final FileNotes notes;

    private final Set<String> said = new HashSet<>();

    PickleReport(FileNotes notes) {
        this.notes = notes;
    }

    /** Notes what a pickle imports and does, and that it could not be followed to its end. */
    void take(PickleWalk walk, String place, boolean isTorchScript) {
        walk.imports().forEach(name -> take(name, place, isTorchScript));
        walk.tricks().forEach(trick -> warn(SafetyKind.PICKLE, trick.what(), trick.position(), place));
        BrokenPickle broken = walk.broken();
        if (broken != null) {
            warn(SafetyKind.PICKLE, "holds a pickle that could not be followed to its end, because it " + broken.why(), walk.lastOpcode(),
                    place);
        }
        if (walk.asksItsLoader() && isNew("asks")) {
            notes.find(file() + " holds a pickle that asks the program that loads it for an object from elsewhere.");
        }
    }

    private void take(Import name, String place, boolean isTorchScript) {
        SafetyKind danger = NAMES.danger(name);
        boolean isScriptClass = isTorchScript && (name.module().equals(SCRIPT) || name.module().startsWith(SCRIPT + "."));
        if (danger != null && !isScriptClass) {
            warn(danger, "imports " + shown(name.full()) + " when it is unpickled", name.position(), place);
        }
    }

    private void warn(SafetyKind kind, String what, long position, String place) {
        String key = what.startsWith("holds") ? what + place : what;
        if (isNew(key)) {
            notes.warn(kind, file() + " " + what + " (at byte " + position + (place.isEmpty() ? "" : " of " + shown(place)) + ").");
        }
    }

    /** Notes something about an archive in the file; {@code what} goes on after the file's name. */
    void warnOfArchive(SafetyKind kind, String what) {
        if (isNew(what)) {
            notes.warn(kind, file() + " " + what + ".");
        }
    }

    void find(String what) {
        if (isNew(what)) {
            notes.find(file() + " " + what + ".");
        }
    }

    /** Beyond a bound everything is new: the notes have a bound of their own. */
    private boolean isNew(String what) {
        return said.size() >= MAX_SAID || said.add(what);
    }

    private String file() {
        return "'" + notes.path() + "'";
    }

    /** A name from a pickle or an archive, short and without control characters. */
    static String shown(String name) {
        String quoted = OpenFile.shown(name);
        return quoted.substring(1, quoted.length() - 1);
    }
}
