package dev.weighbridge.inspect.graph.tflite;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import dev.weighbridge.inspect.graph.Pages;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.FormatReader;
import dev.weighbridge.inspect.head.OpenFile;

/** Reads TensorFlow Lite models: their operators, the types and sizes of tensors with bytes of their own, and what they say of themselves. */
public final class TfliteReader implements FormatReader {

    private static final String EXTENSION = ".tflite";

    private static final byte[] IDENTIFIER = "TFL3".getBytes(StandardCharsets.US_ASCII);

    private static final int IDENTIFIER_AT = 4;

    @Override
    public String format() {
        return "TensorFlow Lite";
    }

    /** A file that is named so is one, too: it is refused if it does not begin so. */
    @Override
    public boolean recognises(OpenFile file) {
        return file.path().endsWith(EXTENSION) || begins(file);
    }

    private static boolean begins(OpenFile file) {
        byte[] head = file.head(IDENTIFIER_AT + IDENTIFIER.length);
        return head.length == IDENTIFIER_AT + IDENTIFIER.length
                && Arrays.equals(head, IDENTIFIER_AT, head.length, IDENTIFIER, 0, IDENTIFIER.length);
    }

    @Override
    public void read(OpenFile file, FileNotes notes) {
        if (file.isGitLfsPointer()) {
            throw file.malformed(OpenFile.LFS_POINTER, 0);
        }
        if (!begins(file)) {
            throw file.malformed("it is named " + EXTENSION + ", but does not begin as a TensorFlow Lite model", 0);
        }
        new TfliteModel(new Pages(file), notes).read();
    }
}
