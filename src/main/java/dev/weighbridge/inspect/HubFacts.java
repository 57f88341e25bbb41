package dev.weighbridge.inspect;

import dev.weighbridge.artifact.Derivation;
import org.jspecify.annotations.Nullable;

/**
 * What the place that a model comes from says of it. What the files say goes before.
 *
 * @param licence its short name, such as {@code apache-2.0}
 * @param pipelineTag the hub's name of the task, such as {@code text-generation}
 * @param library the hub's name of the library, such as {@code transformers}
 * @param organisation in whose name the hub publishes it, such as {@code Qwen}
 */
public record HubFacts(@Nullable String licence, @Nullable String pipelineTag, @Nullable String library, @Nullable String organisation) {

    /** What the hub says under one of its own names, as a fact about a field; null if it does not. */
    @Nullable
    Derivation fact(String field, String name) {
        String value = switch (name) {
            case "license" -> licence;
            case "pipeline_tag" -> pipelineTag;
            case "library_name" -> library;
            case "organisation" -> organisation;
            default -> throw new IllegalArgumentException("a hub is not asked for " + name);
        };
        String rule = name.equals("organisation") ? "in whose name the hub publishes it" : name + " as the hub says it";
        return value == null ? null : new Derivation(field, value, rule, null);
    }
}
