package dev.weighbridge.center;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A centre's credentials after an update.
 *
 * @param json the object, nested as the parameters are; null when there is none
 * @param keepsSome whether one of them is from before
 */
record KeptCredentials(@Nullable String json, boolean keepsSome) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** @return what was kept, overlaid with what is given anew: null or a blank text forgets one */
    static KeptCredentials merge(@Nullable String kept, @Nullable String anew) {
        if (kept == null && anew == null) {
            return new KeptCredentials(null, false);
        }
        ObjectNode merged = kept == null ? JSON.createObjectNode() : (ObjectNode) JSON.readTree(kept);
        ObjectNode given = anew == null ? JSON.createObjectNode() : (ObjectNode) JSON.readTree(anew);
        boolean keepsSome = overlay(merged, given);
        return new KeptCredentials(merged.isEmpty() ? null : merged.toString(), keepsSome);
    }

    /** Whether something of {@code onto} stays. */
    private static boolean overlay(ObjectNode onto, ObjectNode given) {
        boolean staysInside = false;
        for (String key : given.propertyNames().stream().toList()) {
            JsonNode value = given.get(key);
            if (value.isNull() || (value.isString() && value.stringValue().isBlank())) {
                onto.remove(key);
            } else if (value instanceof ObjectNode inner && onto.get(key) instanceof ObjectNode known) {
                staysInside |= overlay(known, inner);
            } else {
                onto.set(key, value);
            }
        }
        return staysInside || onto.propertyNames().stream().anyMatch(key -> !given.has(key));
    }
}
