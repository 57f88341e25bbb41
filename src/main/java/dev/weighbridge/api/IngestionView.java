package dev.weighbridge.api;

import java.time.Instant;

import dev.weighbridge.artifact.ArtifactKind;
import dev.weighbridge.ingestion.Failure;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.IngestionState;
import dev.weighbridge.ingestion.Origin;
import dev.weighbridge.ingestion.Priority;
import dev.weighbridge.net.ShownUrl;
import org.jspecify.annotations.Nullable;

/**
 * An ingestion as this door shows it.
 *
 * @param reference the request's installPath without what may be secret in it
 * @param runUuid the list or sync that it belongs to
 * @param makes what it makes, MODEL or DATASET
 * @param modelUuid the model that it makes, which is there once it has succeeded; null if it makes something else
 * @param datasetUuid the same of a dataset
 */
public record IngestionView(String uuid, String name, String reference, IngestionState state, String step, long bytesDone,
        @Nullable Long bytesTotal, long bytesFetched, long bytesDeduplicated, int attempt, @Nullable String node, @Nullable Failure failure,
        Origin origin, @Nullable String runUuid, Priority priority, ArtifactKind makes, @Nullable String modelUuid,
        @Nullable String datasetUuid, Instant createdAt, @Nullable Instant endedAt) {

    static IngestionView of(Ingestion one, long bytesDone) {
        return new IngestionView(one.uuid(), one.name(), ShownUrl.ofReference(one.reference()), one.state(), one.step(), bytesDone,
                one.bytesTotal(), one.bytesFetched(), one.bytesDeduplicated(), one.attempt(), one.node(), one.failure(), one.origin(),
                one.runUuid(), one.priority(), one.makes().kind(),
                ifItMakes(ArtifactKind.MODEL, one), ifItMakes(ArtifactKind.DATASET, one),
                one.createdAt(), one.endedAt());
    }

    private static @Nullable String ifItMakes(ArtifactKind kind, Ingestion one) {
        return one.makes().kind() == kind ? one.modelUuid() : null;
    }
}
