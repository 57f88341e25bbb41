package dev.weighbridge.source.huggingface;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A file of a commit.
 *
 * @param oid git's id: of a large file's pointer, else of the file
 * @param sha256 of a large file, else null
 */
record FakeFile(long size, Content content, String oid, @Nullable String sha256) {

    private static final int CHUNK = 64 * 1024;

    /** Writes some of the bytes. */
    interface Content {

        void write(OutputStream out, long from, int length) throws IOException;

        static Content of(byte[] bytes) {
            return (out, from, length) -> out.write(bytes, (int) from, length);
        }

        static Content zeros() {
            return (out, from, length) -> out.write(new byte[length]);
        }
    }

    /** As git keeps it: large if its name ends like those that the hub's default {@code .gitattributes} names. */
    static FakeFile of(String path, byte[] content) {
        if (!path.matches(".*\\.(bin|safetensors|gguf|pt)")) {
            return new FakeFile(content.length, Content.of(content), gitName(content), null);
        }
        return large(content.length, Content.of(content), hex("SHA-256", content));
    }

    /** A large file of zeros whose digest is made up. */
    static FakeFile zeros(long size) {
        return large(size, Content.zeros(), hex("SHA-256", Long.toString(size).getBytes(StandardCharsets.US_ASCII)));
    }

    private static FakeFile large(long size, Content content, String sha256) {
        String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:" + sha256 + "\nsize " + size + "\n";
        return new FakeFile(size, content, gitName(pointer.getBytes(StandardCharsets.US_ASCII)), sha256);
    }

    boolean isLarge() {
        return sha256 != null;
    }

    /** As a tree lists it. */
    Map<String, Object> entry(String path) {
        Map<String, Object> entry = new LinkedHashMap<>(Map.of("type", "file", "path", path, "size", size, "oid", oid));
        if (sha256 != null) {
            entry.put("lfs", Map.of("oid", sha256, "size", size, "pointerSize", 130));
            entry.put("xetHash", sha256);
        }
        return entry;
    }

    void write(OutputStream out, long from, long to) throws IOException {
        for (long at = from; at < to; at += CHUNK) {
            content.write(out, at, (int) Math.min(CHUNK, to - at));
        }
    }

    static String gitName(byte[] content) {
        byte[] head = ("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[head.length + content.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(content, 0, all, head.length, content.length);
        return hex("SHA-1", all);
    }

    static String hex(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }
}
