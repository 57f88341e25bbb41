package dev.weighbridge.inspect.gpu;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

import dev.weighbridge.inspect.head.OpenFile;
import dev.weighbridge.inspect.head.Outline;
import org.jspecify.annotations.Nullable;

/** Where a model says of itself what its memory depends on: {@code config.json} of transformers, or the keys of a GGUF file. */
public final class ShapeSource {

    /** What {@link #ofConfig} needs of the outline. */
    public static final Set<String> WANTED = ConfigNames.WANTED;

    /** No model comes near; keeps products small and loops over layers short. */
    private static final long LARGEST = 1_000_000_000;

    private static final Pattern NATURAL = Pattern.compile("[0-9]{1,18}");

    private final List<String> places;

    private final Function<String, List<String>> members;

    private final String family;

    private final String file;

    private final boolean isGguf;

    private final Map<String, String> defaults;

    private ShapeSource(List<String> places, Function<String, List<String>> members, String family, String file, boolean isGguf,
            Map<String, String> defaults) {
        this.places = places;
        this.members = members;
        this.family = family;
        this.file = file;
        this.isGguf = isGguf;
        this.defaults = defaults;
    }

    /**
     * The language model in a config: the nested one that states layers, or is of a family whose layers are known, else the whole.
     *
     * @param outline of {@code config.json}, with at least {@link #WANTED}
     * @param file its path
     */
    public static ShapeSource ofConfig(Outline outline, String file) {
        for (String nested : ConfigNames.NESTED) {
            String family = outline.text(nested + "model_type");
            boolean statesLayers = ConfigNames.LAYERS.stream().anyMatch(name -> outline.text(nested + name) != null);
            if (statesLayers || family != null && FamilyDefaults.have(family)) {
                return new ShapeSource(List.of(nested, ""), outline::list, family == null ? "" : family, file, false,
                        FamilyDefaults.nested(family));
            }
        }
        String family = outline.text("model_type");
        return new ShapeSource(List.of(""), outline::list, family == null ? "" : family, file, false,
                FamilyDefaults.whole(family));
    }

    /**
     * The keys of a GGUF file.
     *
     * @param architecture {@code general.architecture}
     * @param numbers whole numbers by key; the length of {@code tokenizer.ggml.tokens} as {@code tokenizer.ggml.tokens.length}
     * @param lists lists of whole numbers by key
     */
    public static ShapeSource ofGguf(String architecture, Map<String, Long> numbers, Map<String, List<Long>> lists, String file) {
        Map<String, List<String>> members = new HashMap<>();
        numbers.forEach((key, value) -> members.put(key, List.of(value.toString())));
        lists.forEach((key, values) -> members.put(key, values.stream().map(String::valueOf).toList()));
        return new ShapeSource(List.of(architecture + ".", ""), key -> members.getOrDefault(key, List.of()), architecture, file, true,
                Map.of());
    }

    /** {@code model_type}, or {@code general.architecture}. */
    String family() {
        return family;
    }

    String file() {
        return file;
    }

    boolean isGguf() {
        return isGguf;
    }

    /** Whether the language model stands inside another one's config. */
    boolean isNested() {
        return !isGguf && places.size() > 1;
    }

    boolean has(String key) {
        return !list(key).isEmpty();
    }

    List<String> list(String key) {
        for (String place : places) {
            List<String> values = members.apply(place + key);
            if (!values.isEmpty()) {
                return values;
            }
        }
        String usual = defaults.get(key);
        return usual == null ? List.of() : List.of(usual);
    }

    @Nullable
    String text(String key) {
        List<String> values = list(key);
        return values.isEmpty() ? null : values.getFirst();
    }

    boolean says(String key, String value) {
        return value.equals(text(key));
    }

    /** The first of the keys that is there, or null. @throws UnknownShapeException if it is no number from 1 on */
    @Nullable
    Quantity number(String name, String... keys) {
        for (String key : keys) {
            List<String> values = list(key);
            if (!values.isEmpty()) {
                return read(name, key, values, 1);
            }
        }
        return null;
    }

    /** Like {@link #number}, but 0 is none. */
    @Nullable
    Quantity numberOrNone(String name, String... keys) {
        for (String key : keys) {
            List<String> values = list(key);
            if (!values.isEmpty()) {
                Quantity read = read(name, key, values, 0);
                return read.value() == 0 ? null : read;
            }
        }
        return null;
    }

    /** @throws UnknownShapeException if none of the keys is there, or the first that is there is no number from 1 on */
    Quantity need(String name, String... keys) {
        Quantity found = number(name, keys);
        if (found == null) {
            throw new UnknownShapeException("'" + file + "' does not state " + String.join(" or ", keys));
        }
        return found;
    }

    /** The largest of a list, one for each layer, or the one number. */
    @Nullable
    Quantity largest(String name, String... keys) {
        for (String key : keys) {
            OptionalLong largest = numbers(key).stream().mapToLong(Long::longValue).max();
            if (largest.isPresent() && largest.getAsLong() > 0) {
                return Quantity.read(name, largest.getAsLong(), said(key) + (list(key).size() > 1 ? ", the largest" : ""), file);
            }
        }
        return null;
    }

    /** A list of numbers from 0 on. */
    List<Long> numbers(String key) {
        return list(key).stream().map(value -> natural(key, value, 0)).toList();
    }

    /** "num_hidden_layers of config.json". */
    String said(String key) {
        for (String place : places) {
            if (!members.apply(place + key).isEmpty()) {
                return place + key + " of " + file;
            }
        }
        return key + " of the class for " + family + " in transformers, since " + file + " leaves it out";
    }

    private Quantity read(String name, String key, List<String> values, long smallest) {
        if (values.size() > 1) {
            throw new UnknownShapeException(said(key) + " is a list where one number is expected");
        }
        return Quantity.read(name, natural(key, values.getFirst(), smallest), said(key), file);
    }

    private long natural(String key, String value, long smallest) {
        String number = value.equals("true") ? "1" : value.equals("false") ? "0" : value;
        long natural = NATURAL.matcher(number).matches() ? Long.parseLong(number) : -1;
        if (natural < smallest || natural > LARGEST) {
            throw new UnknownShapeException(
                    said(key) + " is " + OpenFile.shown(value) + ", not a whole number from " + smallest + " to " + LARGEST);
        }
        return natural;
    }
}
