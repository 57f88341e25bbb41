package dev.weighbridge.pipeline;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.ingestion.Work;
import dev.weighbridge.inspect.HubFacts;
import dev.weighbridge.inspect.Inspector;
import dev.weighbridge.inspect.ModelFacts;
import dev.weighbridge.store.BlobStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks the stored files, and what the hub said when they were listed, what they are. */
@Component
record Inspection(BlobStore store, Inspector inspector, Places places) {

    /** The references of hubs on which every model is published in somebody's name. A bare name, such as {@code hf://gpt2}, is nobody's. */
    private static final Pattern HUB = Pattern.compile("(?:hf|modelscope)://(?:models/)?([^/@]+)/[^/@]+(?:[/@].*)?");

    ModelFacts of(Work work, List<StoredFile> stored) {
        return inspector.inspect(stored, hub(work), file -> store.open(file.blobUuid()));
    }

    /** Asks for nothing but what is dangerous. */
    ModelFacts ofDangers(List<StoredFile> stored) {
        return inspector.lookForDangers(stored, file -> store.open(file.blobUuid()));
    }

    private @Nullable HubFacts hub(Work work) {
        ListingNotes notes = ListingNotes.of(work);
        return notes == null ? null
                : new HubFacts(notes.facts().licence(), notes.facts().pipelineTag(), notes.facts().library(),
                        organisation(places.of(work).reference()));
    }

    static @Nullable String organisation(ModelReference reference) {
        Matcher hub = HUB.matcher(reference.location());
        return hub.matches() ? hub.group(1) : null;
    }
}
