package dev.weighbridge.inspect.graph;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/** The operators of TensorFlow that reach beyond the graph, with what each does, from {@code tensorflow-operators.properties}. */
public final class TensorFlowOperators {

    private static final Map<String, String> DOES = read();

    private TensorFlowOperators() {}

    /** What an operator does that a graph should not do, as the rest of a sentence about it; null if it only computes. */
    public static @Nullable String does(String operator) {
        return DOES.get(operator);
    }

    private static Map<String, String> read() {
        Map<String, String> does = new TreeMap<>();
        try (InputStream bytes = TensorFlowOperators.class.getResourceAsStream("tensorflow-operators.properties");
                var lines = new BufferedReader(new InputStreamReader(Objects.requireNonNull(bytes), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int equals = line.indexOf('=');
                if (!line.startsWith("#") && equals > 0) {
                    does.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return does;
    }
}
