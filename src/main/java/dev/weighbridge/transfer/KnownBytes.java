package dev.weighbridge.transfer;

import java.util.Optional;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.ingestion.IngestionFiles;
import dev.weighbridge.store.Blobs;
import org.springframework.stereotype.Component;

/** Which listed files need not be fetched, because their bytes are in the store and the account may know that. For many threads. */
@Component
public class KnownBytes {

    private final IngestionFiles files;

    private final Blobs blobs;

    KnownBytes(IngestionFiles files, Blobs blobs) {
        this.files = files;
        this.blobs = blobs;
    }

    /**
     * The bytes that this account has fetched before, from the same place or with the announced digest; and those with a SHA-256 that is announced where
     * announcements are trusted. The blob may be gone since: who relies on it holds it first.
     */
    public Optional<StoredFile> find(String accountUuid, SourceFile file, boolean announcementsAreTrusted) {
        if (file.container() != null) {
            return Optional.empty();
        }
        Digest announced = file.announced();
        boolean bySha256 = announced != null && announced.algorithm() == Digest.Algorithm.SHA256;
        return files.fetchedBefore(accountUuid, file).filter(stored -> announced == null || agrees(announced, stored))
                .or(() -> announced == null || !bySha256 ? Optional.empty() : files.fetchedBefore(accountUuid, announced))
                .or(() -> announced == null || !bySha256 || !announcementsAreTrusted ? Optional.empty() : announced(file, announced));
    }

    private static boolean agrees(Digest announced, StoredFile stored) {
        return announced.algorithm() == Digest.Algorithm.SHA256 ? announced.hex().equals(stored.sha256())
                : stored.verifiedBy() == announced.algorithm();
    }

    private Optional<StoredFile> announced(SourceFile file, Digest announced) {
        return blobs.ready(announced.hex()).flatMap(blobs::weighed)
                .filter(blob -> !file.sizeIsKnown() || blob.size() == file.size())
                .map(blob -> new StoredFile(file.path(), blob.size(), announced.hex(), blob.uuid(), announced.algorithm()));
    }
}
