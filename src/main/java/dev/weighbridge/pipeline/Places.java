package dev.weighbridge.pipeline;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.center.ModelCenter;
import dev.weighbridge.center.ModelCenters;
import dev.weighbridge.ingestion.Work;
import dev.weighbridge.secret.SecretBox;
import dev.weighbridge.source.ModelSource;
import dev.weighbridge.source.ModelSources;
import dev.weighbridge.source.SourceAccess;
import org.apache.commons.codec.binary.Base64;
import org.springframework.stereotype.Component;

/** Finds out where a request's model lies, who reads it, and with what right. */
@Component
final class Places {

    private final ModelCenters centers;

    private final ModelSources sources;

    private final SecretBox box;

    Places(ModelCenters centers, ModelSources sources, SecretBox box) {
        this.centers = centers;
        this.sources = sources;
        this.box = box;
    }

    /** A model's place, open for reading. */
    record Place(ModelReference reference, ModelSource source, SourceAccess access) {}

    /** @throws IngestionException NOT_FOUND if the model centre was deleted meanwhile, INVALID_REQUEST if no source reads such a reference */
    Place of(Work work) {
        GivenFields given = work.given();
        ModelCenter center = centers.find(given.modelCenterUuid()).orElseThrow(() -> new IngestionException(FailureKind.NOT_FOUND,
                "Could not add the model '" + given.name() + "': its model centre " + given.modelCenterUuid()
                        + " was deleted. Name one that exists."));
        var reference = ModelReference.of(given.installPath(), center.getUrl());
        return new Place(reference, sources.of(reference), access(work, reference));
    }

    /** The request's own token for the reference's host, else the centre's for the centre's host. */
    private SourceAccess access(Work work, ModelReference reference) {
        String encrypted = work.encryptedToken();
        if (encrypted != null) {
            return new SourceAccess(box.decrypt(Base64.decodeBase64(encrypted), "ingestion " + work.ingestionUuid()), reference.host());
        }
        return centers.access(work.given().modelCenterUuid());
    }
}
