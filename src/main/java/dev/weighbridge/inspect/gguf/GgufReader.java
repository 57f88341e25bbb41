package dev.weighbridge.inspect.gguf;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.inspect.head.OpenFile;
import dev.weighbridge.inspect.weights.WeightTally;

/**
 * Reads and checks the head of a GGUF file, version 2 or 3, in either byte order (ggml docs/gguf.md, "File Structure"; for byte order the rule of
 * llama.cpp gguf.cpp: a version whose low 16 bits are zero is big-endian). Values that are not wanted, above all the tokenizer's arrays, are passed by
 * without being kept.
 */
final class GgufReader {

    static final String EXTENSION = ".gguf";

    private static final byte[] MAGIC = "GGUF".getBytes(StandardCharsets.US_ASCII);

    private static final int MAX_PAIRS = 65_536;

    private static final int MAX_KEY_BYTES = 65_535;

    private static final long MAX_KEYS_BYTES = 4 << 20;

    private static final int MAX_TEXT = 64 * 1024;

    private static final int MAX_ARRAY_DEPTH = 4;

    private static final Set<
            String> TEXTS = Set.of("general.architecture", "general.name", "general.version", "general.size_label", "general.license",
                    "general.description", "general.type", "general.organization", "general.license.name", "general.base_model.0.name",
                    "general.base_model.0.repo_url");

    private static final String TEMPLATE = "tokenizer.chat_template";

    /** The longest that is known has some 20 KB. */
    private static final int MAX_TEMPLATE = 1 << 20;

    private static final String TOKENS = "tokenizer.ggml.tokens";

    private static final int MAX_LIST = 1024;

    /** Bounds the memory; a model has a handful of lists with an entry for each layer. */
    private static final int MAX_LISTED = 65_536;

    private final GgufCursor cursor;

    private final Map<String, String> texts = new HashMap<>();

    private final Map<String, Long> numbers = new HashMap<>();

    private final Map<String, List<Long>> lists = new HashMap<>();

    private int listed;

    private GgufReader(GgufCursor cursor) {
        this.cursor = cursor;
    }

    static boolean begins(OpenFile file) {
        return file.beginsWith(MAGIC);
    }

    /** @throws IngestionException MALFORMED_ARTIFACT if anything in the head is not as the format wants it */
    static GgufHead read(OpenFile file) {
        if (!begins(file)) {
            throw file.malformed(file.isGitLfsPointer() ? OpenFile.LFS_POINTER : "it is named .gguf, but does not begin with 'GGUF'", 0);
        }
        return new GgufReader(new GgufCursor(file)).head(file);
    }

    private GgufHead head(OpenFile file) {
        cursor.skip(4, "the magic number");
        boolean isBigEndian = version();
        long tensors = cursor.count("the number of tensors", 24);
        pairs();
        WeightTally tally = new GgufTensors(cursor, file.size(), alignment()).read(tensors);
        return new GgufHead(file.path(), isBigEndian, Map.copyOf(texts), Map.copyOf(numbers), Map.copyOf(lists), tensors, tally);
    }

    private boolean version() {
        long start = cursor.position();
        long version = cursor.u32("the version");
        boolean isBigEndian = (version & 0xffff) == 0;
        if (isBigEndian) {
            version = Integer.toUnsignedLong(Integer.reverseBytes((int) version));
            cursor.turn(ByteOrder.BIG_ENDIAN);
        }
        if (version < 2 || version > 3) {
            throw cursor.malformed("GGUF version " + version + " is neither 2 nor 3", start);
        }
        return isBigEndian;
    }

    private void pairs() {
        long start = cursor.position();
        long pairs = cursor.count("the number of key-value pairs", 13);
        if (pairs > MAX_PAIRS) {
            throw cursor.malformed("the number of key-value pairs " + pairs + " is more than " + MAX_PAIRS, start);
        }
        Set<String> keys = new HashSet<>();
        long keysBytes = 0;
        for (long i = 0; i < pairs; i++) {
            long place = cursor.position();
            String key = cursor.string("a key", MAX_KEY_BYTES);
            keysBytes += key.length();
            if (!StandardCharsets.US_ASCII.newEncoder().canEncode(key) || !keys.add(key) || keysBytes > MAX_KEYS_BYTES) {
                throw cursor.malformed(
                        "the key " + OpenFile.shown(key) + " is not ASCII, comes twice, or brings all keys above " + MAX_KEYS_BYTES
                                + " bytes",
                        place);
            }
            value(key);
        }
    }

    private void value(String key) {
        long place = cursor.position();
        GgufValueType type = type(key);
        boolean isMistyped = TEXTS.contains(key) && type != GgufValueType.STRING
                || key.equals("general.alignment") && type != GgufValueType.UINT32;
        if (isMistyped) {
            throw cursor.malformed("the value of " + key + " has the type " + type, place);
        }
        if (TEXTS.contains(key)) {
            texts.put(key, cursor.string("the value of " + key, MAX_TEXT));
        } else if (key.equals(TEMPLATE) && type == GgufValueType.STRING) {
            template();
        } else if (type.isWhole()) {
            numbers.put(key, whole(key, type));
        } else if (type == GgufValueType.ARRAY) {
            array(key, 0);
        } else {
            skip(key, type, 0);
        }
    }

    private void template() {
        long length = cursor.count("the length of the value of " + TEMPLATE, 1);
        if (length > MAX_TEMPLATE) {
            cursor.skip(length, "the value of " + TEMPLATE);
        } else {
            texts.put(TEMPLATE, cursor.characters((int) length, "the value of " + TEMPLATE));
        }
    }

    private long whole(String key, GgufValueType type) {
        String what = "the value of " + OpenFile.shown(key);
        return switch (type) {
            case BOOL -> bool(what);
            case UINT8 -> cursor.u8(what);
            case INT8 -> (byte) cursor.u8(what);
            case UINT16 -> cursor.u16(what);
            case INT16 -> (short) cursor.u16(what);
            case UINT32 -> cursor.u32(what);
            case INT32 -> (int) cursor.u32(what);
            default -> cursor.i64(what);
        };
    }

    private long bool(String what) {
        long place = cursor.position();
        int value = cursor.u8(what);
        if (value > 1) {
            throw cursor.malformed(what + " is a bool that is neither 0 nor 1", place);
        }
        return value;
    }

    private GgufValueType type(String key) {
        long place = cursor.position();
        long number = cursor.u32("the type of " + OpenFile.shown(key));
        GgufValueType[] types = GgufValueType.values();
        if (number >= types.length) {
            throw cursor.malformed("the type " + number + " of " + OpenFile.shown(key) + " is none of the format's", place);
        }
        return types[(int) number];
    }

    private void skip(String key, GgufValueType type, int depth) {
        String what = "the value of " + OpenFile.shown(key);
        switch (type) {
            case STRING -> cursor.skip(cursor.count("the length of " + what, 1), what);
            case ARRAY -> array(key, depth);
            case BOOL -> bool(what);
            default -> cursor.skip(type.bytes(), what);
        }
    }

    private void array(String key, int depth) {
        long place = cursor.position();
        GgufValueType type = type(key);
        if (depth == MAX_ARRAY_DEPTH) {
            throw cursor.malformed("the arrays of " + OpenFile.shown(key) + " are nested deeper than " + MAX_ARRAY_DEPTH, place);
        }
        long length = cursor.count("the length of the array " + OpenFile.shown(key), type.bytes());
        if (key.equals(TOKENS) && depth == 0) {
            numbers.put(TOKENS + ".length", length);
        }
        if (type.isWhole() && depth == 0 && length <= MAX_LIST && length <= MAX_LISTED - listed) {
            list(key, type, length);
            return;
        }
        if (type != GgufValueType.STRING && type != GgufValueType.ARRAY) {
            cursor.skip(length * type.bytes(), "the array " + OpenFile.shown(key));
            return;
        }
        for (long i = 0; i < length; i++) {
            skip(key, type, depth + 1);
        }
    }

    private void list(String key, GgufValueType type, long length) {
        List<Long> values = new ArrayList<>();
        for (long i = 0; i < length; i++) {
            values.add(whole(key, type));
        }
        listed += values.size();
        lists.put(key, List.copyOf(values));
    }

    private long alignment() {
        long alignment = numbers.getOrDefault("general.alignment", 32L);
        if (alignment == 0 || alignment % 8 != 0) {
            throw cursor.malformed("general.alignment " + alignment + " is no multiple of 8", cursor.position());
        }
        return alignment;
    }
}
