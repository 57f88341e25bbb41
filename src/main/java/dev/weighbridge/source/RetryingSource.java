package dev.weighbridge.source;

import java.time.Clock;
import java.util.List;

import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.artifact.SourceFile;

/**
 * Tries a listing or an opening again where waiting helps, see {@link Tries}. A stream that breaks is not its business: who reads it reopens it where it
 * broke.
 */
final class RetryingSource implements ModelSource {

    private final ModelSource source;

    private final Tries tries;

    RetryingSource(ModelSource source, Pause pause, Clock clock) {
        this.source = source;
        this.tries = new Tries(pause, clock);
    }

    @Override
    public String kind() {
        return source.kind();
    }

    @Override
    public List<String> forms() {
        return source.forms();
    }

    @Override
    public boolean reads(ModelReference reference) {
        return source.reads(reference);
    }

    @Override
    public Listing list(ModelReference reference, SourceAccess access) {
        return tries.of(() -> source.list(reference, access));
    }

    /** Once: who asks whether a place is there wants to know it now. */
    @Override
    public void reach(ModelReference reference) {
        source.reach(reference);
    }

    @Override
    public SourceStream open(SourceFile file, Span span, SourceAccess access) {
        return tries.of(() -> source.open(file, span, access));
    }
}
