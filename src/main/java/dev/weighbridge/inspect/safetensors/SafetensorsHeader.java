package dev.weighbridge.inspect.safetensors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.JsonHead;
import dev.weighbridge.inspect.head.OpenFile;
import dev.weighbridge.inspect.head.Utf8Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The JSON of a safetensors header, read as a stream; what is kept is one small record per tensor. */
final class SafetensorsHeader {

    private final OpenFile file;

    private final JsonParser json;

    private final long start;

    private final long dataStart;

    private SafetensorsHeader(OpenFile file, JsonParser json, long start, long dataStart) {
        this.file = file;
        this.json = json;
        this.start = start;
        this.dataStart = dataStart;
    }

    /**
     * Returns the tensors in the order of their bytes.
     *
     * @throws IngestionException MALFORMED_ARTIFACT if anything in the header is not as the format wants it
     */
    static List<SafetensorsTensor> read(OpenFile file, long start, long length) {
        try (JsonParser json = JsonHead.parser(new Utf8Stream(file, start, start + length))) {
            var header = new SafetensorsHeader(file, json, start, start + length);
            return header.checkLayout(header.tensors());
        } catch (JacksonException broken) {
            throw file.malformed("the header is not valid JSON (" + firstLine(broken) + ")",
                    JsonHead.place(file, start, broken.getLocation()));
        }
    }

    private List<SafetensorsTensor> tensors() {
        List<SafetensorsTensor> tensors = new ArrayList<>();
        expect(json.nextToken() == JsonToken.START_OBJECT, "the header is no JSON object");
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            if (name.equals("__metadata__")) {
                skipMetadata();
            } else {
                expect(tensors.size() < FileNotes.MAX_TENSORS, "the header names more than %d tensors", FileNotes.MAX_TENSORS);
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
        return file.malformed(why, JsonHead.place(file, start, json.currentTokenLocation()));
    }

    private static String firstLine(JacksonException broken) {
        String message = String.valueOf(broken.getOriginalMessage());
        return OpenFile.shown(message.lines().findFirst().orElse(""));
    }
}
