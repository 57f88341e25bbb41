package dev.weighbridge.inspect.accelerator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** The table {@code accelerators.properties}, which says where each number is from. */
final class AcceleratorTable {

    private static final String FILE = "accelerators.properties";

    private final Properties table = new Properties();

    private final Set<String> any;

    AcceleratorTable() {
        try (InputStream resource = AcceleratorTable.class.getResourceAsStream(FILE)) {
            if (resource == null) {
                throw new IllegalStateException(FILE + " is missing from the class path");
            }
            table.load(resource);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        any = Arrays.stream(table.getProperty("any", "").split(",", -1)).map(String::strip).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether every GPU and CPU computes in this type, or unpacks it. */
    boolean isForAny(String dtype) {
        return any.contains(dtype);
    }

    @Nullable
    Need ofType(String dtype) {
        return need("type." + dtype, dtype);
    }

    /** @param variant by which one way asks for different things, {@code ""} for none */
    @Nullable
    Need ofMethod(String method, String variant) {
        Need exact = variant.isEmpty() ? null : need("method." + method + "/" + variant, method + " (" + variant + ")");
        return exact == null ? need("method." + method, method) : exact;
    }

    private @Nullable Need need(String key, String of) {
        String line = table.getProperty(key);
        if (line == null) {
            return null;
        }
        String[] parts = line.split(";", 3);
        String[] needed = parts[0].strip().split("@", 2);
        Version capability = Version.of(needed[needed.length - 1]);
        String[] toolkit = table.getProperty("toolkit." + capability, "").split(";", 2);
        String source = parts[1].strip();
        String elsewhere = parts.length < 3 ? "" : parts[2].strip();
        return needed.length == 2 ? new Need(of, capability, Version.of(needed[0]), source, source, elsewhere)
                : new Need(of, capability, Version.of(toolkit[0].strip()), source, toolkit[1].strip(), elsewhere);
    }
}
