package dev.weighbridge.inspect.gpu;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The table {@code family-defaults.properties}: members that a config of a {@code model_type} may leave out because the class that reads it fills
 * them in.
 */
final class FamilyDefaults {

    private static final Map<String, Map<String, String>> TABLE = read();

    private static final Set<String> OF_WHOLE = Set.of("tie_word_embeddings", "multi_query", "head_dim");

    private FamilyDefaults() {}

    /** Whether the family's layers are known. */
    static boolean have(String family) {
        return of(family).containsKey("num_hidden_layers");
    }

    private static Map<String, String> of(String family) {
        return TABLE.getOrDefault(family, Map.of());
    }

    /** What a config inside another may leave out: all that is as in its class. */
    static Map<String, String> nested(@Nullable String family) {
        return family == null ? Map.of() : of(family);
    }

    /** What a config of its own may leave out: what is as in the class that all classes extend, which differs from the value that counts. */
    static Map<String, String> whole(@Nullable String family) {
        Map<String, String> few = new HashMap<>(nested(family));
        few.keySet().retainAll(OF_WHOLE);
        return few;
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
