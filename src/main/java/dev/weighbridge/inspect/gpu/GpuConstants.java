package dev.weighbridge.inspect.gpu;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The numbers of the engine and the GPU that the estimate uses: {@code gpu-memory.properties}, and what an operator set otherwise. */
final class GpuConstants {

    private static final String RESOURCE = "gpu-memory.properties";

    private static final Pattern NATURAL = Pattern.compile("[0-9]{1,15}");

    private static final Pattern GPU = Pattern.compile("[^:]{1,40}:[0-9]{1,9}");

    private final Map<String, String> values = new TreeMap<>();

    /** A GPU that can be bought: how a person calls it, and its bytes. */
    record Gpu(String name, long bytes) {}

    /** @throws IllegalArgumentException if a name is unknown or a value no whole number */
    GpuConstants(GpuMemorySettings settings) {
        standard().forEach((name, value) -> values.put(name.toString(), value.toString()));
        settings.gpuMemory().forEach(this::set);
        values.keySet().stream().filter(name -> !name.equals("gpus") && !name.equals("gpu-counts")).forEach(this::bytes);
        if (bytes("usable-percent") > 100 || counts().isEmpty() || gpus().isEmpty()) {
            throw wrong("usable-percent is above 100, or gpu-counts or gpus is empty");
        }
    }

    private static Properties standard() {
        var standard = new Properties();
        try (InputStream resource = GpuConstants.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the class path");
            }
            standard.load(resource);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return standard;
    }

    private void set(String name, String value) {
        String known = values.keySet().stream().filter(key -> plain(key).equals(plain(name))).findFirst()
                .orElseThrow(() -> wrong(name + " is none of " + values.keySet()));
        values.put(known, value);
    }

    /** As environment variables write it. */
    private static String plain(String name) {
        return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** A constant as an input of a computation. */
    Quantity quantity(String name, String constant) {
        return Quantity.read(name, bytes(constant), "the constant " + constant + " of " + RESOURCE, null);
    }

    long bytes(String constant) {
        String value = values.getOrDefault(constant, "").strip();
        if (!NATURAL.matcher(value).matches() || Long.parseLong(value) == 0) {
            throw wrong(constant + " is '" + value + "', not a whole number from 1 on");
        }
        return Long.parseLong(value);
    }

    List<Integer> counts() {
        return parts("gpu-counts", Pattern.compile("[1-9][0-9]{0,3}")).stream().map(Integer::valueOf).sorted().toList();
    }

    /** The smallest first. */
    List<Gpu> gpus() {
        return parts("gpus", GPU).stream().map(part -> part.split(":")).map(part -> new Gpu(part[0], Long.parseLong(part[1]) << 20))
                .toList();
    }

    private List<String> parts(String constant, Pattern form) {
        List<String> parts = Arrays.stream(values.getOrDefault(constant, "").split(",")).map(String::strip).toList();
        parts.stream().filter(part -> !form.matcher(part).matches()).findFirst().ifPresent(part -> {
            throw wrong(constant + " has the part '" + part + "'");
        });
        return parts;
    }

    private static IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException("Could not read the properties weighbridge.gpu-memory.*: " + why + ".");
    }
}
