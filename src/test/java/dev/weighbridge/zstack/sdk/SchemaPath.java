package dev.weighbridge.zstack.sdk;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A path of the {@code schema} map, such as {@code inventories[0].modelServiceRefs[0]}, followed as the bean library of ZStack's Java SDK follows it:
 * a value that is not there, an index outside its list and a field that the class has not all end the call in an exception.
 */
record SchemaPath(String path) {

    private static final Pattern STEP = Pattern.compile("(.+?)(?:\\[(\\d+)])?");

    /** Makes what is at this path of {@code result} an object of {@code type}, unless it is one already. */
    void apply(SdkClass type, Map<String, @Nullable Object> result, JsonNode answer) {
        Object holder = result;
        JsonNode source = answer;
        String[] steps = path.split("\\.");
        for (int i = 0; i < steps.length - 1; i++) {
            holder = there(get(holder, steps[i]));
            source = get(source, steps[i]);
        }
        String last = steps[steps.length - 1];
        if (!(there(get(holder, last)) instanceof Bean)) {
            set(holder, last, JavaResults.bean(type, get(source, last)));
        }
    }

    private Object there(@Nullable Object value) {
        if (value == null) {
            throw new SdkDied("NullPointerException: the schema names " + path + ", which is not in the answer");
        }
        return value;
    }

    private @Nullable Object get(Object holder, String step) {
        Object field = fields(holder, name(step)).get(name(step));
        return index(step) < 0 ? field : element(there(field), index(step));
    }

    private JsonNode get(JsonNode source, String step) {
        JsonNode field = source.path(name(step));
        return index(step) < 0 ? field : field.path(index(step));
    }

    private @Nullable Object element(Object list, int index) {
        if (list instanceof List<?> elements && index < elements.size()) {
            return elements.get(index);
        }
        throw new SdkDied("IndexOutOfBoundsException: the schema names " + path);
    }

    @SuppressWarnings("unchecked") // a list of the raw answer
    private void set(Object holder, String step, Bean made) {
        Map<String, @Nullable Object> fields = fields(holder, name(step));
        if (index(step) < 0) {
            fields.put(name(step), made);
        } else {
            ((List<Object>) Objects.requireNonNull(fields.get(name(step)))).set(index(step), made);
        }
    }

    @SuppressWarnings("unchecked") // the maps of a result have names as keys
    private Map<String, @Nullable Object> fields(Object holder, String name) {
        Map<String, @Nullable Object> fields = holder instanceof Bean bean ? bean.fields() : (Map<String, @Nullable Object>) holder;
        if (!fields.containsKey(name)) {
            throw new SdkDied("NoSuchMethodException: the schema names " + path + ", but the SDK's class has no property " + name);
        }
        return fields;
    }

    private static String name(String step) {
        return matched(step).group(1);
    }

    private static int index(String step) {
        String index = matched(step).group(2);
        return index == null ? -1 : Integer.parseInt(index);
    }

    private static Matcher matched(String step) {
        Matcher matcher = STEP.matcher(step);
        if (!matcher.matches()) {
            throw new SdkDied("the schema has the malformed step " + step);
        }
        return matcher;
    }
}
