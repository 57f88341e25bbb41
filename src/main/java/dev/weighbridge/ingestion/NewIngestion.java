package dev.weighbridge.ingestion;

import java.time.Instant;

import dev.weighbridge.artifact.GivenFields;
import org.jspecify.annotations.Nullable;

/**
 * A request that was checked.
 *
 * @param runUuid the list or sync that it belongs to
 * @param held whether it waits for a person's approval
 * @param encryptedToken the source's secret, encrypted, in base64
 * @param modelUuid the uuid that the model or dataset will have
 * @param openKey equal for equal requests: only one of them is open at a time
 * @param lane where its work waits
 * @param deadline until when waiting is tried
 */
public record NewIngestion(String uuid, String accountUuid, Origin origin, @Nullable String runUuid, Priority priority, boolean held,
        Makes makes, GivenFields given, @Nullable String encryptedToken,
        String modelUuid,
        String openKey, String lane, Instant deadline) {}
