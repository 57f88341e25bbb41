package dev.weighbridge.source;

import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import org.springframework.stereotype.Component;

/** All the places that models come from. Used by many threads at once. */
@Component
public final class ModelSources {

    private final List<ModelSource> sources;

    ModelSources(List<ModelSource> sources, Clock clock) {
        this.sources = sources.stream().<ModelSource>map(source -> new RetryingSource(source, Thread::sleep, clock)).toList();
    }

    /**
     * The source that reads {@code reference}. It tries listings and openings again where waiting helps, for at most a few minutes.
     *
     * @throws IngestionException INVALID_REQUEST if there is none
     */
    public ModelSource of(ModelReference reference) {
        return sources.stream().filter(source -> source.reads(reference)).findFirst().orElseThrow(() -> unread(reference));
    }

    private IngestionException unread(ModelReference reference) {
        String forms = sources.stream().flatMap(source -> source.forms().stream()).sorted().collect(Collectors.joining(", "));
        return new IngestionException(FailureKind.INVALID_REQUEST, "Could not read the reference with the scheme '" + reference.scheme()
                + "': no source of this node reads it. Give one of these forms: " + forms + ".");
    }
}
