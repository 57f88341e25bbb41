package dev.weighbridge.inspect;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import dev.weighbridge.artifact.IngestionException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads and checks the header of a safetensors file: 8 bytes little-endian length N, N bytes of JSON that begin with <code>{</code>, the tensors' bytes
 * without hole or overlap to the end of the file (huggingface/safetensors, README "Format" and {@code Metadata::validate}). The JSON is read as a
 * stream; what is kept is one small record per tensor.
 */
final class SafetensorsReader {

    /** The reference implementation's MAX_HEADER_SIZE. */
    static final long MAX_HEADER = 100_000_000;

    /** Bounds the memory; the largest models have some 150,000 tensors in all their files together. */
    static final int MAX_TENSORS = 250_000;

    private static final int LENGTH = 8;

    private final OpenFile file;

    private final JsonParser json;

    private final long dataStart;

    private SafetensorsReader(OpenFile file, JsonParser json, long dataStart) {
        this.file = file;
        this.json = json;
        this.dataStart = dataStart;
    }

    /**
     * Returns the tensors in the order of their bytes.
     *
     * @throws IngestionException MALFORMED_ARTIFACT if anything in the header is not as the format wants it
     */
    static List<SafetensorsTensor> read(OpenFile file) {
        long dataStart = LENGTH + headerLength(file);
        try (JsonParser json = JsonHead.parser(new Utf8Stream(file, LENGTH, dataStart))) {
            var reader = new SafetensorsReader(file, json, dataStart);
            return reader.checkLayout(reader.tensors());
        } catch (JacksonException broken) {
            throw file.malformed("the header is not valid JSON (" + firstLine(broken) + ")",
                    JsonHead.place(file, LENGTH, broken.getLocation()));
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

    private List<SafetensorsTensor> tensors() {
        List<SafetensorsTensor> tensors = new ArrayList<>();
        expect(json.nextToken() == JsonToken.START_OBJECT, "the header is no JSON object");
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            if (name.equals("__metadata__")) {
                skipMetadata();
            } else {
                expect(tensors.size() < MAX_TENSORS, "the header names more than %d tensors", MAX_TENSORS);
                tensors.add(tensor(name));
            }
        }
        expect(json.nextToken() == null, "more follows after the header's JSON object");
        return tensors;
    }

    private void skipMetadata() {
        expect(json.nextToken() == JsonToken.START_OBJECT, "__metadata__ is no JSON object");
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            expect(json.nextToken() == JsonToken.VALUE_STRING, "a value in __metadata__ is no string");
        }
    }

    private SafetensorsTensor tensor(String name) {
        SafetensorsDtype dtype = null;
        long elements = -1;
        long[] offsets = {};
        expect(json.nextToken() == JsonToken.START_OBJECT, "tensor %s is no JSON object", name);
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            switch (json.currentName()) {
                case "dtype" -> dtype = dtype(name);
                case "shape" -> elements = elements(name);
                case "data_offsets" -> offsets = offsets(name);
                default -> {
                    json.nextToken();
                    json.skipChildren();
                }
            }
        }
        if (dtype == null || elements < 0 || offsets.length != 2) {
            throw malformed("tensor " + OpenFile.shown(name) + " lacks dtype, shape or data_offsets");
        }
        var tensor = new SafetensorsTensor(name, dtype, elements, offsets[0], offsets[1]);
        expect(hasItsSize(tensor), "tensor %s takes %d bytes, which is not what %d elements of %s take", name,
                tensor.end() - tensor.begin(), elements, dtype);
        return tensor;
    }

    private SafetensorsDtype dtype(String tensor) {
        expect(json.nextToken() == JsonToken.VALUE_STRING, "the dtype of tensor %s is no string", tensor);
        String name = json.getString();
        SafetensorsDtype dtype = SafetensorsDtype.named(name);
        if (dtype == null) {
            throw malformed("the dtype " + OpenFile.shown(name) + " of tensor " + OpenFile.shown(tensor) + " is none that is known");
        }
        return dtype;
    }

    private long elements(String tensor) {
        expect(json.nextToken() == JsonToken.START_ARRAY, "the shape of tensor %s is no list", tensor);
        long product = 1;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            long dimension = natural("the shape", tensor);
            expect(dimension == 0 || product <= Long.MAX_VALUE / dimension, "the shape of tensor %s is too large to be true", tensor);
            product *= dimension;
        }
        return product;
    }

    private long[] offsets(String tensor) {
        expect(json.nextToken() == JsonToken.START_ARRAY, "the data_offsets of tensor %s are no list", tensor);
        json.nextToken();
        long begin = natural("the data_offsets", tensor);
        json.nextToken();
        long end = natural("the data_offsets", tensor);
        expect(json.nextToken() == JsonToken.END_ARRAY && begin <= end, "the data_offsets of tensor %s are not a begin and an end", tensor);
        return new long[] {begin, end};
    }

    private long natural(String what, String tensor) {
        boolean isNatural = json.currentToken() == JsonToken.VALUE_NUMBER_INT && json.getLongValue() >= 0;
        if (!isNatural) {
            throw malformed(what + " of tensor " + OpenFile.shown(tensor) + " holds something else than whole numbers from 0 on");
        }
        return json.getLongValue();
    }

    private static boolean hasItsSize(SafetensorsTensor tensor) {
        int bits = tensor.dtype().bits();
        long bytes = tensor.end() - tensor.begin();
        return tensor.elements() <= Long.MAX_VALUE / bits && tensor.elements() * bits % 8 == 0 && tensor.elements() * bits / 8 == bytes;
    }

    private List<SafetensorsTensor> checkLayout(List<SafetensorsTensor> tensors) {
        tensors.sort(Comparator.comparingLong(SafetensorsTensor::begin).thenComparingLong(SafetensorsTensor::end));
        long reached = 0;
        for (SafetensorsTensor tensor : tensors) {
            if (tensor.begin() != reached) {
                String why = tensor.begin() < reached ? " overlaps the one before it" : " leaves a hole before it";
                throw file.malformed(
                        "tensor " + OpenFile.shown(tensor.name()) + why + " (begins at " + tensor.begin() + " of the data, not at "
                                + reached + ")",
                        dataStart + Math.min(reached, tensor.begin()));
            }
            reached = tensor.end();
        }
        if (reached != file.size() - dataStart) {
            throw file.malformed("the tensors take " + reached + " bytes, but " + (file.size() - dataStart) + " follow the header",
                    dataStart + Math.min(reached, file.size() - dataStart));
        }
        return tensors;
    }

    /** The sentence is made only if it is needed: there may be a hundred thousand tensors. */
    private void expect(boolean holds, String otherwise, Object... names) {
        if (!holds) {
            Object[] shown = Arrays.stream(names).map(name -> name instanceof String text ? OpenFile.shown(text) : name).toArray();
            throw malformed(String.format(Locale.ROOT, otherwise, shown));
        }
    }

    private IngestionException malformed(String why) {
        return file.malformed(why, JsonHead.place(file, LENGTH, json.currentTokenLocation()));
    }

    private static String firstLine(JacksonException broken) {
        String message = String.valueOf(broken.getOriginalMessage());
        return OpenFile.shown(message.lines().findFirst().orElse(""));
    }
}
