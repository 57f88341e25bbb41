package dev.weighbridge.inspect.graph.keras;

import java.nio.charset.StandardCharsets;

import dev.weighbridge.inspect.graph.hdf.HdfFile;
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

    /** The record, and the longest comment behind it. */
    private static final int MAX_END = 22 + 65_535;

    private static final int LOOKED_AT = 8 * 1024;

    private static final int NAME_AT = 30;

    @Override
    public String format() {
        return "Keras";
    }

    @Override
    public boolean recognises(OpenFile file) {
        if (file.path().endsWith(EXTENSION)) {
            return hasZipEnd(file) || !HdfFile.begins(file.head(LOOKED_AT));
        }
        return file.beginsWith(ZIP) && beginsWithAModel(file);
    }

    /** Keras asks Python's zipfile, which looks for the end of a central directory (APPNOTE.TXT 4.3.16), before it asks for HDF5. */
    private static boolean hasZipEnd(OpenFile file) {
        byte[] tail = new byte[(int) Math.min(file.size(), MAX_END)];
        file.read(file.size() - tail.length, tail, 0, tail.length);
        return new String(tail, StandardCharsets.ISO_8859_1).contains("PK\5\6");
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
