package dev.weighbridge.source;

import org.jspecify.annotations.Nullable;

/**
 * What a place says of a model beside its files. Each is as the place says it, or null when it does not.
 *
 * @param licence an SPDX identifier in lower case where the place has one, {@code apache-2.0}
 * @param pipelineTag the task, in the hub's words: {@code text-generation}
 * @param library {@code transformers}
 * @param gated by what a person has to do first: {@code auto}, {@code manual}; null when nothing is asked
 */
public record SourceFacts(@Nullable String licence, @Nullable String pipelineTag, @Nullable String library, @Nullable String gated) {

    /** Of a place that says nothing. */
    public static final SourceFacts NONE = new SourceFacts(null, null, null, null);
}
