package dev.weighbridge.inspect.gpu;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

import org.jspecify.annotations.Nullable;

/**
 * The table {@code family-defaults.properties}: members that a config of a {@code model_type} may leave out because the class that reads it fills
 * them in.
 */
final class FamilyDefaults {

    private static final Map<String, Map<String, String>> TABLE = read();

    private FamilyDefaults() {}

    /** Whether the family's layers are known. */
    static boolean have(String family) {
        return of(family).containsKey("num_hidden_layers");
    }

    static Map<String, String> of(@Nullable String family) {
        return family == null ? Map.of() : TABLE.getOrDefault(family, Map.of());
    }

    private static Map<String, Map<String, String>> read() {
        var table = new Properties();
        try (InputStream resource = FamilyDefaults.class.getResourceAsStream("family-defaults.properties")) {
            if (resource == null) {
                throw new IllegalStateException("family-defaults.properties is missing from the class path");
            }
            table.load(resource);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Map<String, Map<String, String>> families = new HashMap<>();
        for (String key : table.stringPropertyNames()) {
            String[] parts = key.split("\\.", 2);
            families.computeIfAbsent(parts[0], family -> new HashMap<>()).put(parts[1], table.getProperty(key));
        }
        return families;
    }
}
