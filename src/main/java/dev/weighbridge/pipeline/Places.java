package dev.weighbridge.pipeline;

import dev.weighbridge.center.ModelPlace;
import dev.weighbridge.center.ModelPlaces;
import dev.weighbridge.ingestion.Work;
import dev.weighbridge.secret.SecretBox;
import org.apache.commons.codec.binary.Base64;
import org.springframework.stereotype.Component;

/** Finds out where the model or dataset of a request lies, with the request's own token if it came with one. */
@Component
final class Places {

    private final ModelPlaces places;

    private final SecretBox box;

    Places(ModelPlaces places, SecretBox box) {
        this.places = places;
        this.box = box;
    }

    /** @throws dev.weighbridge.artifact.IngestionException NOT_FOUND if the model centre was deleted meanwhile, INVALID_REQUEST if no source reads such a reference */
    ModelPlace of(Work work) {
        String encrypted = work.encryptedToken();
        String token = encrypted == null ? null : box.decrypt(Base64.decodeBase64(encrypted), "ingestion " + work.ingestionUuid());
        return places.of(work.makes().kind(), work.accountUuid(), work.given(), token);
    }
}
