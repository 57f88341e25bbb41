package dev.weighbridge.inspect.safety;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.weighbridge.artifact.SafetyFinding;
import dev.weighbridge.artifact.SafetyKind;
import dev.weighbridge.inspect.FakeBlobs;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.OpenFile;

/** What the gate notes of one file. */
final class Looked {

    private static final SafetyGate GATE = new SafetyGate();

    private Looked() {}

    static FileNotes at(String path, byte[] bytes) {
        try (OpenFile file = new FakeBlobs().with(path, bytes).openFile(path)) {
            return GATE.look(file);
        }
    }

    static FileNotes at(String path, String text) {
        return at(path, text.getBytes(StandardCharsets.UTF_8));
    }

    static List<SafetyKind> kinds(FileNotes notes) {
        return notes.dangers().stream().map(SafetyFinding::kind).toList();
    }

    static List<String> sentences(FileNotes notes) {
        return notes.dangers().stream().map(SafetyFinding::sentence).toList();
    }
}
