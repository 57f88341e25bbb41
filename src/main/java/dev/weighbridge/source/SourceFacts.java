package dev.weighbridge.source;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a place says of a model beside its files. Each is as the place says it, or null when it does not.
 *
 * @param licence an SPDX identifier in lower case where the place has one, {@code apache-2.0}
 * @param pipelineTag the task, in the hub's words: {@code text-generation}
 * @param library {@code transformers}
 * @param gated by what a person has to do first: {@code auto}, {@code manual}; null when nothing is asked
 * @param warnings of the place's own scanners; empty when they found nothing, or there are none
 */
public record SourceFacts(@Nullable String licence, @Nullable String pipelineTag, @Nullable String library, @Nullable String gated,
        @Nullable List<ScanWarning> warnings) {

    /** Of a place that says nothing. */
    public static final SourceFacts NONE = new SourceFacts(null, null, null, null);

    /** {@code warnings} is null in what an earlier release wrote down. */
    public SourceFacts {
        warnings = warnings == null ? List.of() : List.copyOf(warnings);
    }

    /** Of a place that scans nothing. */
    public SourceFacts(@Nullable String licence, @Nullable String pipelineTag, @Nullable String library, @Nullable String gated) {
        this(licence, pipelineTag, library, gated, List.of());
    }

    @Override
    public List<ScanWarning> warnings() {
        return warnings == null ? List.of() : warnings;
    }

    /** The same with other warnings. */
    public SourceFacts with(List<ScanWarning> others) {
        return new SourceFacts(licence, pipelineTag, library, gated, others);
    }
}
