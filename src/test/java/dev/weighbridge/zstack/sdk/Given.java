package dev.weighbridge.zstack.sdk;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The fields that a user set, parted into those that belong to the path and the rest. */
record Given(Api api, Map<String, Object> fields) {

    private static final Pattern VARIABLE = Pattern.compile("\\{(.+?)}");

    /** The path with its variables filled in, each as {@code escape} writes it. */
    String path(UnaryOperator<String> escape) {
        return VARIABLE.matcher(api.path()).replaceAll(variable -> {
            Object value = fields.get(variable.group(1));
            if (value == null) {
                throw new SdkDied("missing required field[" + variable.group(1) + "]");
            }
            return escape.apply(value.toString());
        });
    }

    /** What does not stand in the path. */
    Map<String, Object> rest() {
        Map<String, Object> rest = new LinkedHashMap<>(fields);
        rest.keySet().removeAll(variables());
        return rest;
    }

    private Set<String> variables() {
        Set<String> names = new LinkedHashSet<>();
        VARIABLE.matcher(api.path()).results().forEach(variable -> names.add(variable.group(1)));
        return names;
    }
}
