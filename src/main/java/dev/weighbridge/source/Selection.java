package dev.weighbridge.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Which files of a model somebody wants.
 *
 * @param include patterns ({@link Glob}) of the files to take; empty for all. Where there are any, what they name is taken as it is, and no set
 *     of weights is chosen among it unless {@code weights} asks for one
 * @param exclude patterns of files not to take, whatever {@code include} says
 * @param weights {@code all}; a form ({@code safetensors}, {@code gguf}, see {@link WeightFormat}); a variant or quantisation ({@code fp16},
 *     {@code Q8_0}) in any case; or null for the usual set
 */
public record Selection(List<String> include, List<String> exclude, @Nullable String weights) {

    /** Every file, and of weights that are there several times one set. */
    public static final Selection EVERYTHING_USUAL = new Selection(List.of(), List.of(), null);

    /** Every file there is. */
    public static final Selection EVERYTHING = new Selection(List.of(), List.of(), Selection.ALL);

    /** The word that takes every set. */
    static final String ALL = "all";

    /** How many patterns {@code include} and {@code exclude} may have each. */
    static final int MAX_PATTERNS = 64;

    /** The longest pattern, in characters. */
    static final int MAX_PATTERN = 256;

    private static final int MAX_WEIGHTS = 64;

    /** @throws IngestionException INVALID_REQUEST for too many patterns, and for one that is empty, too long or has control characters */
    public Selection {
        include = checked("include", include);
        exclude = checked("exclude", exclude);
        weights = weights == null || weights.isBlank() ? null : weights.strip();
        if (weights != null && (weights.length() > MAX_WEIGHTS || weights.chars().anyMatch(Character::isISOControl))) {
            throw invalid("weights", "is longer than " + MAX_WEIGHTS + " characters or has control characters",
                    "Name a form such as safetensors, a variant such as fp16, a quantisation such as Q8_0, or all.");
        }
    }

    private static List<String> checked(String field, List<String> patterns) {
        if (patterns.size() > MAX_PATTERNS) {
            throw invalid(field, "has " + patterns.size() + " patterns", "Give at most " + MAX_PATTERNS + ".");
        }
        for (String pattern : patterns) {
            if (pattern.isBlank() || pattern.length() > MAX_PATTERN || pattern.chars().anyMatch(Character::isISOControl)) {
                throw invalid(field, "has a pattern that is empty, longer than " + MAX_PATTERN + " characters or has control characters",
                        "Give patterns such as *.safetensors or unet/.");
            }
        }
        return List.copyOf(patterns);
    }

    /**
     * Reads {@code include} and {@code exclude} (a pattern or a list of patterns) and {@code weights} (a word) of a JSON object; each may be
     * missing or null, and other fields are for others to read.
     *
     * @throws IngestionException INVALID_REQUEST, naming the field, if one is of another type
     */
    public static Selection parse(@Nullable JsonNode object) {
        if (object == null || object.isNull() || object.isMissingNode()) {
            return EVERYTHING_USUAL;
        }
        if (!object.isObject()) {
            throw new IngestionException(FailureKind.INVALID_REQUEST, "Could not read which files to take: a JSON object is expected, not "
                    + type(object) + ". Give it the fields include, exclude and weights.");
        }
        return new Selection(patterns(object, "include"), patterns(object, "exclude"), word(object.get("weights")));
    }

    /** This wish, with what it leaves open taken from {@code other}. */
    public Selection orElse(Selection other) {
        return new Selection(include.isEmpty() ? other.include : include, exclude.isEmpty() ? other.exclude : exclude,
                weights == null ? other.weights : weights);
    }

    /** Whether a path is wanted by {@code include} and {@code exclude} alone: of a file that comes out of a container. */
    public boolean names(String path) {
        return new PathFilter(this).whyNot(path, false) == null;
    }

    private static List<String> patterns(JsonNode object, String field) {
        JsonNode given = object.get(field);
        if (given == null || given.isNull()) {
            return List.of();
        }
        List<String> patterns = new ArrayList<>();
        for (JsonNode pattern : given.isArray() ? given.values() : List.of(given)) {
            if (!pattern.isString()) {
                throw invalid(field, (given.isArray() ? "holds " : "is ") + type(pattern),
                        "Give a pattern such as *.json, or a list of them.");
            }
            patterns.add(pattern.asString());
        }
        return patterns;
    }

    private static @Nullable String word(@Nullable JsonNode given) {
        if (given == null || given.isNull()) {
            return null;
        }
        if (!given.isString()) {
            throw invalid("weights", "is " + type(given), "Give one word such as safetensors, fp16, Q8_0 or all.");
        }
        return given.asString();
    }

    private static String type(JsonNode node) {
        return "a JSON " + node.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    private static IngestionException invalid(String field, String why, String remedy) {
        return new IngestionException(FailureKind.INVALID_REQUEST,
                "Could not read which files to take: '" + field + "' " + why + ". " + remedy);
    }
}
