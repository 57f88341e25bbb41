package dev.weighbridge.inspect.safetensors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.FormatReader;
import dev.weighbridge.inspect.head.OpenFile;
import dev.weighbridge.inspect.head.Tensor;

/**
 * Reads and checks the header of a safetensors file: 8 bytes little-endian length N, N bytes of JSON that begin with <code>{</code>, the tensors' bytes
 * without hole or overlap to the end of the file (huggingface/safetensors, README "Format" and {@code Metadata::validate}).
 */
public final class SafetensorsReader implements FormatReader {

    /** How this reader calls its format. */
    public static final String FORMAT = "safetensors";

    private static final String EXTENSION = ".safetensors";

    /** The reference implementation's MAX_HEADER_SIZE. */
    static final long MAX_HEADER = 100_000_000;

    private static final int LENGTH = 8;

    @Override
    public String format() {
        return FORMAT;
    }

    /** A file that is named so is, too: it is refused if it does not begin so. */
    @Override
    public boolean recognises(OpenFile file) {
        return file.path().endsWith(EXTENSION) || beginsAsOne(file);
    }

    /** Whether it begins with a length that fits into the file, and the header's brace. */
    public static boolean beginsAsOne(OpenFile file) {
        byte[] head = file.head(LENGTH + 2);
        if (head.length < LENGTH + 2 || head[LENGTH] != '{') {
            return false;
        }
        long length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong();
        return length >= 2 && length <= MAX_HEADER && length <= file.size() - LENGTH;
    }

    /** Notes the tensors in the order of their bytes. */
    @Override
    public void read(OpenFile file, FileNotes notes) {
        if (file.isGitLfsPointer()) {
            throw file.malformed(OpenFile.LFS_POINTER, 0);
        }
        for (SafetensorsTensor tensor : SafetensorsHeader.read(file, LENGTH, headerLength(file))) {
            notes.tensor(new Tensor(tensor.name(), tensor.dtype().name(), tensor.elements(), tensor.end() - tensor.begin()));
        }
    }

    private static long headerLength(OpenFile file) {
        byte[] head = file.head(LENGTH + 4);
        if (head.length < LENGTH + 2) {
            throw file.malformed("the file is too short for a safetensors header", head.length);
        }
        long length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 2 || length > MAX_HEADER) {
            throw file.malformed("the header's length " + Long.toUnsignedString(length) + " is not between 2 and " + MAX_HEADER, 0);
        }
        if (length > file.size() - LENGTH) {
            throw file.malformed("the header's length " + length + " goes beyond the end of the file", 0);
        }
        if (head[LENGTH] != '{' || head[LENGTH + 1] == 0) {
            throw file.malformed("the header does not begin with '{' in UTF-8", LENGTH);
        }
        return length;
    }
}
