package dev.weighbridge.center;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

import jakarta.persistence.EntityManager;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.secret.SecretBox;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Changes model centres. For many threads. */
@Service
public class CenterChanges {

    private final EntityManager entities;

    private final ModelCenters centers;

    private final SecretBox box;

    private final Clock clock;

    CenterChanges(EntityManager entities, ModelCenters centers, SecretBox box, Clock clock) {
        this.entities = entities;
        this.centers = centers;
        this.box = box;
        this.clock = clock;
    }

    /**
     * Changes what is given of a centre. Credentials are kept as long as they are not given anew, one by one; one that is given as null or {@code ""} is
     * forgotten. A centre whose url or parameters change is {@code Connecting} until it is reached again.
     *
     * @param change what is null stays as it is; {@code resourceUuid} and {@code zoneUuid} are not looked at
     * @throws IngestionException NOT_FOUND; INVALID_REQUEST with {@code field[<name>] <why>} in its sentence, above all when kept credentials would go to
     *     another place than they were given for. Nothing is changed then
     */
    @Transactional
    public ModelCenter change(String uuid, NewCenter change) {
        CheckedCenter.checkUpdate(change);
        if (!centers.hold(uuid)) {
            throw new IngestionException(FailureKind.NOT_FOUND,
                    "Could not update the model centre: invalid field[uuid], resource[uuid:" + uuid
                            + ", type:ModelCenterVO] not found. Check the uuid.");
        }
        ModelCenter center = entities.find(ModelCenter.class, uuid);
        entities.refresh(center);
        CenterParameters given = change.parameters() == null ? null : CenterParameters.of(change.parameters());
        CheckedCenter checked = CheckedCenter.of(merged(center, change, given == null ? center.getParameters() : given.open()));
        String credentials = credentials(center, given, checked.place());
        boolean isElsewhere = change.url() != null || change.parameters() != null;
        center.change(checked, clock.instant().truncatedTo(ChronoUnit.MICROS));
        center.keep(checked.given().parameters(), credentials == null ? null : box.encrypt(credentials, ModelCenters.boxedFor(uuid)));
        if (isElsewhere) {
            center.become(CenterStatus.CONNECTING);
        }
        entities.flush();
        if (isElsewhere) {
            entities.createNativeQuery("update model_center set probe_due = null where uuid = :uuid").setParameter("uuid", uuid)
                    .executeUpdate();
        }
        return center;
    }

    private @Nullable String credentials(ModelCenter center, @Nullable CenterParameters given, CenterPlace place) {
        byte[] boxed = center.credentials();
        String kept = boxed == null ? null : box.decrypt(boxed, ModelCenters.boxedFor(center.getUuid()));
        String anew = given == null ? null : given.credentials();
        KeptCredentials merged = KeptCredentials.merge(kept, anew);
        if (merged.keepsSome() && !center.place().isAtTheSamePlaceAs(place)) {
            throw CheckedCenter.refused("url",
                    "or the parameters lead to another host than the centre's credentials are for, and they go nowhere else. "
                            + "Send the credentials again in parameters, or null for each to forget it");
        }
        return merged.json();
    }

    private static NewCenter merged(ModelCenter now, NewCenter change, @Nullable String parameters) {
        return new NewCenter(null, Objects.requireNonNullElse(change.name(), now.getName()),
                either(change.description(), now.getDescription()), Objects.requireNonNullElse(change.url(), now.getUrl()), parameters,
                Objects.requireNonNullElse(change.managementIp(), now.getManagementIp()),
                Objects.requireNonNullElse(change.managementPort(), now.getManagementPort()), now.getZoneUuid(),
                either(change.storageNetworkUuid(), now.getStorageNetworkUuid()),
                either(change.serviceNetworkUuid(), now.getServiceNetworkUuid()),
                either(change.containerRegistry(), now.getContainerRegistry()),
                either(change.containerStorageNetwork(), now.getContainerStorageNetwork()),
                either(change.containerNetwork(), now.getContainerNetwork()));
    }

    private static @Nullable String either(@Nullable String given, @Nullable String otherwise) {
        return given == null ? otherwise : given;
    }
}
