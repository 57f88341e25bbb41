package dev.weighbridge.inspect;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** What a file is by its first bytes. */
enum Format {
    SAFETENSORS, GGUF, OTHER;

    private static final String GIT_LFS_POINTER = "version https://git-lfs.github.com/spec/";

    /**
     * Recognises the format. A name never makes a file anything; but a file whose name says {@code .safetensors} or {@code .gguf} must be what it says.
     *
     * @throws dev.weighbridge.artifact.IngestionException MALFORMED_ARTIFACT if it is not
     */
    static Format of(OpenFile file) {
        byte[] head = file.head(64);
        boolean isGguf = startsWith(head, "GGUF");
        if (isGguf && file.path().endsWith(".safetensors")) {
            throw file.malformed("it is named .safetensors, but begins as a GGUF file", 0);
        }
        if (isGguf) {
            return GGUF;
        }
        boolean isNamed = file.path().endsWith(".safetensors") || file.path().endsWith(".gguf");
        if (isNamed && startsWith(head, GIT_LFS_POINTER)) {
            throw file.malformed("it is a Git LFS pointer instead of the file it stands for ('git lfs pull' fetches that)", 0);
        }
        if (file.path().endsWith(".gguf")) {
            throw file.malformed("it is named .gguf, but does not begin with 'GGUF'", 0);
        }
        return isNamed || looksLikeSafetensors(head, file.size()) ? SAFETENSORS : OTHER;
    }

    private static boolean looksLikeSafetensors(byte[] head, long size) {
        if (head.length < 10 || head[8] != '{') {
            return false;
        }
        long length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong();
        return length >= 2 && length <= SafetensorsReader.MAX_HEADER && length <= size - 8;
    }

    private static boolean startsWith(byte[] head, String text) {
        byte[] start = text.getBytes(StandardCharsets.US_ASCII);
        return head.length >= start.length && ByteBuffer.wrap(head, 0, start.length).equals(ByteBuffer.wrap(start));
    }
}
