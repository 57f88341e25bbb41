package dev.weighbridge.inspect.graph.keras;

import java.nio.charset.StandardCharsets;

import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.FormatReader;
import dev.weighbridge.inspect.head.OpenFile;

/**
 * Reads {@code .keras} archives: a zip with metadata.json, config.json and model.weights.h5 (keras/src/saving/saving_lib.py). Keras takes a file for one by its
 * name, and finds the zip from its end.
 */
public final class KerasArchiveReader implements FormatReader {

    private static final String EXTENSION = ".keras";

    private static final byte[] ZIP = {'P', 'K', 3, 4};

    private static final int NAME_AT = 30;

    @Override
    public String format() {
        return "Keras";
    }

    @Override
    public boolean recognises(OpenFile file) {
        return file.path().endsWith(EXTENSION) || file.beginsWith(ZIP) && beginsWithAModel(file);
    }

    /** By the first member's name (APPNOTE.TXT 4.3.7). */
    private static boolean beginsWithAModel(OpenFile file) {
        byte[] head = file.head(NAME_AT + 16);
        String names = new String(head, StandardCharsets.ISO_8859_1);
        return names.startsWith("metadata.json", NAME_AT) || names.startsWith("config.json", NAME_AT);
    }

    @Override
    public void read(OpenFile file, FileNotes notes) {
        if (file.isGitLfsPointer()) {
            throw file.malformed(OpenFile.LFS_POINTER, 0);
        }
        new KerasArchive(file, notes).read();
    }
}
