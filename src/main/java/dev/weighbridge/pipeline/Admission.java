package dev.weighbridge.pipeline;

import java.util.List;
import java.util.OptionalLong;

import dev.weighbridge.artifact.ArtifactKind;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.ingestion.Work;
import dev.weighbridge.store.BlobStore;
import dev.weighbridge.transfer.KnownBytes;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Decides, before the first byte is fetched, whether what was listed can come in: its size is the given one, its account has room, and the store has. */
@Component
public class Admission {

    private final BlobStore store;

    private final KnownBytes known;

    private final Ingestions ingestions;

    private final AccountRoom account;

    private final PipelineProperties properties;

    Admission(BlobStore store, KnownBytes known, Ingestions ingestions, AccountRoom account, PipelineProperties properties) {
        this.store = store;
        this.known = known;
        this.ingestions = ingestions;
        this.account = account;
        this.properties = properties;
    }

    /**
     * Who wants to come in.
     *
     * @param kind what the files are to be
     * @param size as the request gave it, null if it did not
     * @param ingestionUuid whose own listing does not count; empty if there is none
     */
    public record Candidate(ArtifactKind kind, String name, String accountUuid, @Nullable Long size, String ingestionUuid) {

        String named() {
            return kind.named(name);
        }

        static Candidate of(Work work) {
            return new Candidate(work.makes().kind(), work.given().name(), work.accountUuid(), work.given().size(), work.ingestionUuid());
        }
    }

    /**
     * Returns if nothing speaks against it. Room that is there now may be taken by others before it is used; a store that fills up later is told of then.
     *
     * @throws IngestionException SIZE_MISMATCH, QUOTA_EXCEEDED, STORE_FULL
     */
    public void admit(Candidate candidate, List<SourceFile> files, boolean announcementsAreTrusted) {
        long bytes = bytes(files);
        checkSize(candidate, files, bytes);
        account.check(candidate, bytes);
        OptionalLong free = store.free();
        if (free.isPresent()) {
            checkRoom(candidate, free.getAsLong() - ingestions.stillToCome(candidate.ingestionUuid()), files, announcementsAreTrusted);
        }
    }

    /**
     * Looks once more at the account's limit, when it is known how large what came out of containers is. What others have only listed does not count
     * any more: two that were moved already must not both make room for each other.
     *
     * @throws IngestionException QUOTA_EXCEEDED
     */
    void admitWeighed(Work work, long bytes) {
        account.checkWeighed(Candidate.of(work), bytes);
    }

    /**
     * Looks for the last time at what the account may have, and lets nobody else of the account commit until the caller's transaction ends: however many
     * came in at once, no more stay than may.
     *
     * @throws IngestionException QUOTA_EXCEEDED
     */
    void admitForGood(Work work, long bytes) {
        account.checkForGood(Candidate.of(work), bytes);
    }

    /** Of all files whose sizes are known; a container counts as it is packed. */
    public static long bytes(List<SourceFile> files) {
        return files.stream().mapToLong(file -> Math.max(0, file.size())).sum();
    }

    private void checkSize(Candidate candidate, List<SourceFile> files, long bytes) {
        boolean sizeIsCertain = files.stream().allMatch(file -> file.sizeIsKnown() && file.container() == null);
        Long given = candidate.size();
        if (properties.checkSize() && sizeIsCertain && given != null && given != bytes) {
            throw new IngestionException(FailureKind.SIZE_MISMATCH,
                    "Could not add " + candidate.named() + ": the request gave a size of "
                            + given + " bytes, and its source lists " + bytes + ". Correct the size, or leave it out.");
        }
    }

    private void checkRoom(Candidate candidate, long free, List<SourceFile> files, boolean announcementsAreTrusted) {
        if (bytes(files) <= free) {
            return;
        }
        long needed = bytes(
                files.stream().filter(file -> known.find(candidate.accountUuid(), file, announcementsAreTrusted).isEmpty()).toList());
        if (needed > free) {
            throw new IngestionException(FailureKind.STORE_FULL, "Could not add " + candidate.named() + ": " + needed
                    + " bytes are to be stored, and the store has room for " + Math.max(0, free)
                    + " beside what other open imports still need. Free some space or give the store more, and add it again.");
        }
    }
}
