package dev.weighbridge.inspect;

import org.jspecify.annotations.Nullable;

/**
 * What the place that a model comes from says of it. What the files say goes before.
 *
 * @param licence its short name, such as {@code apache-2.0}
 * @param pipelineTag the hub's name of the task, such as {@code text-generation}
 * @param library the hub's name of the library, such as {@code transformers}
 */
public record HubFacts(@Nullable String licence, @Nullable String pipelineTag, @Nullable String library) {}
