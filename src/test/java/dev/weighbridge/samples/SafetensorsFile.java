package dev.weighbridge.samples;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A safetensors file as the reference implementation lays it out: metadata, tensors in order, header padded with spaces to a multiple of 8. */
final class SafetensorsFile {

    private final List<String> entries = new ArrayList<>(List.of("\"__metadata__\":{\"format\":\"pt\"}"));

    private final List<String> names = new ArrayList<>();

    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    SafetensorsFile add(String name, String dtype, byte[] bytes, int... shape) {
        int begin = data.size();
        data.writeBytes(bytes);
        names.add(name);
        entries.add("\"" + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":" + Arrays.toString(shape).replace(" ", "")
                + ",\"data_offsets\":[" + begin + ","
                + data.size() + "]}");
        return this;
    }

    List<String> names() {
        return names;
    }

    int dataSize() {
        return data.size();
    }

    byte[] bytes() {
        String header = "{" + String.join(",", entries) + "}";
        byte[] padded = (header + " ".repeat((8 - header.length() % 8) % 8)).getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(8 + padded.length + data.size()).order(ByteOrder.LITTLE_ENDIAN).putLong(padded.length).put(padded)
                .put(data.toByteArray())
                .array();
    }
}
