package dev.weighbridge.transfer;

import dev.weighbridge.ingestion.Attempt;
import dev.weighbridge.source.ModelSource;
import dev.weighbridge.source.Selection;
import dev.weighbridge.source.SourceAccess;

/**
 * Whose bytes to move from where.
 *
 * @param attempt who moves them; every write checks that it still may
 * @param accountUuid whose earlier fetches may be relied on
 * @param announcementsAreTrusted whether a SHA-256 that the source announces proves that the account may have those bytes, whoever brought them
 * @param wanted which files are taken out of containers
 */
public record TransferOrder(Attempt attempt, String accountUuid, ModelSource source, SourceAccess access,
        boolean announcementsAreTrusted,
        Selection wanted) {}
