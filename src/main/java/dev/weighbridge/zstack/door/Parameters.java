package dev.weighbridge.zstack.door;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The query string, decoded. It is read here and not by the servlet container because the container would take parameters from a form body too, and
 * {@code curl -d} labels every body as a form.
 */
public final class Parameters {

    private final List<Map.Entry<String, String>> pairs = new ArrayList<>();

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    /** @throws Refusal 400 if an escape is malformed, or a value could not be kept in a database */
    Parameters(@Nullable String queryString) {
        if (queryString == null) {
            return;
        }
        for (String pair : queryString.split("&")) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            pairs.add(Map.entry(name, value));
            values.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
        }
    }

    /** All values of a name, in their order. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** A list: all values of the name, and of {@code name.0}, {@code name.1} and so on, in the order in which they stand; blank ones left out. */
    public List<String> list(String name) {
        Pattern form = Pattern.compile(Pattern.quote(name) + "(\\.[0-9]{1,9})?");
        return pairs.stream().filter(pair -> form.matcher(pair.getKey()).matches()).map(pair -> pair.getValue().strip())
                .filter(text -> !text.isEmpty()).toList();
    }

    /** The first value of a name, or null when it was not given. */
    @Nullable
    public String first(String name) {
        List<String> all = all(name);
        return all.isEmpty() ? null : all.getFirst();
    }

    /** @throws Refusal 400 if it is given and no whole number from 0 to {@code most} */
    public int number(String name, int otherwise, int most) {
        String text = first(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.strip().matches("[0-9]{1,9}") || Integer.parseInt(text.strip()) > most) {
            throw Refusal.badRequest(
                    "Invalid query parameter. The '" + text + "' in the parameter[" + name + "] is not a whole number from 0 to "
                            + most);
        }
        return Integer.parseInt(text.strip());
    }

    /** @throws Refusal 400 if it is given and neither {@code true} nor {@code false} */
    public boolean flag(String name) {
        String text = first(name);
        if (text == null || text.equalsIgnoreCase("false")) {
            return false;
        }
        if (text.equalsIgnoreCase("true")) {
            return true;
        }
        throw Refusal.badRequest("Invalid query parameter. The '" + text + "' in the parameter[" + name + "] is neither true nor false");
    }

    private static String decoded(String text) {
        try {
            String value = URLDecoder.decode(text, StandardCharsets.UTF_8);
            if (WellFormedText.is(value)) {
                return value;
            }
        } catch (IllegalArgumentException malformed) {
            throw Refusal.badRequest("the query string has a malformed escape: " + malformed.getMessage());
        }
        throw Refusal.badRequest("the query string holds a NUL character");
    }
}
