package dev.weighbridge.verify;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import dev.weighbridge.ingestion.IngestionBlobs;
import dev.weighbridge.ingestion.WorkName;
import dev.weighbridge.inventory.ModelBlobs;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.WorkQueue;
import dev.weighbridge.store.Blobs;
import dev.weighbridge.store.CompleteBlob;
import dev.weighbridge.store.PartSums;
import dev.weighbridge.store.WeighedBlob;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes down what was found, and lets everything that refers to a repaired blob refer to the fresh one: in one transaction, that begins with the fence.
 * Rows are locked in the order verification, open ingestions, blob, which is that of the ingestions themselves.
 */
@Component
class Verdict {

    /** Each round is lost to an ingestion that took up the blob, or made the same bytes READY, at the same moment. */
    private static final int ROUNDS = 10;

    private final TransactionTemplate transaction;

    private final Turns turns;

    private final References references;

    private final JdbcClient sql;

    private final WorkQueue queue;

    Verdict(TransactionTemplate transaction, Turns turns, References references, JdbcClient sql, WorkQueue queue) {
        this.transaction = transaction;
        this.turns = turns;
        this.references = references;
        this.sql = sql;
        this.queue = queue;
    }

    /** The blobs, and who refers to them. */
    @Component
    record References(Blobs blobs, IngestionBlobs ingestions, ModelBlobs models) {}

    /** An ingestion took the blob up between two looks; the transaction is run again. */
    private static final class TakenUp extends ConcurrencyFailureException {

        private static final long serialVersionUID = 1L;

        TakenUp() {
            super("an ingestion took up a blob that is being replaced");
        }
    }

    /** The blobs that the verification has brought bytes to, which need not be read again. */
    Set<String> written(Turn turn, Progress progress) {
        return progress.counts().repaired() == 0 ? Set.of()
                : Set.copyOf(sql.sql("""
                        select distinct new_blob_uuid from verification_finding
                        where verification_uuid = :verification and new_blob_uuid is not null""")
                        .param("verification", turn.verificationUuid()).query(String.class).list());
    }

    /** The blob is what it was, although it had been found damaged before. */
    void sound(Turn turn, Progress next, String blobUuid) {
        retried(status -> {
            turns.save(turn, next);
            references.blobs().sound(blobUuid);
            return true;
        });
    }

    /** @return false, and nothing is written, if the blob was replaced or given up meanwhile */
    boolean notRepaired(Turn turn, Progress next, Finding finding) {
        return retried(status -> {
            turns.save(turn, next);
            if (!references.blobs().holdKept(finding.blobUuid())) {
                return nothingWritten(status);
            }
            references.blobs().damaged(finding.blobUuid());
            enter(turn, finding);
            return true;
        });
    }

    /** @return false, and nothing is written, if the blob, or the one that should take its place, was replaced or given up meanwhile */
    boolean repaired(Turn turn, Progress next, WeighedBlob old, Mended mended, Finding finding) {
        return retried(status -> {
            turns.save(turn, next);
            if (!isAlone(old.uuid())) {
                return nothingWritten(status);
            }
            references.blobs().giveUp(old.uuid());
            Optional<String> target = target(old, mended);
            if (target.isEmpty()) {
                return nothingWritten(status);
            }
            references.ingestions().move(old.uuid(), target.get());
            references.models().move(old.uuid(), target.get())
                    .forEach(model -> queue.enter(Lane.BACKGROUND, WorkName.MANIFEST.text(), model));
            enter(turn, finding.repairedTo(target.get()));
            return true;
        });
    }

    /** Locks the blob and every open ingestion that has a file in it; false if it is not kept any more. */
    private boolean isAlone(String blobUuid) {
        List<String> open = references.ingestions().holdOpen(blobUuid);
        if (!references.blobs().holdKept(blobUuid)) {
            return false;
        }
        if (!new HashSet<>(open).containsAll(references.ingestions().open(blobUuid))) {
            throw new TakenUp();
        }
        return true;
    }

    private Optional<String> target(WeighedBlob old, Mended mended) {
        return switch (mended) {
            case Mended.Anew(String fresh, PartSums sums, String how) -> {
                String ready = references.blobs().settle(new CompleteBlob(fresh, old.sha256(), old.size()));
                if (sums != null && ready.equals(fresh)) {
                    references.blobs().keepSums(fresh, sums);
                }
                yield Optional.of(ready);
            }
            case Mended.Elsewhere(String other, String how) -> Optional.of(other).filter(references.blobs()::hold);
            case Mended.Not not -> Optional.empty();
        };
    }

    private void enter(Turn turn, Finding finding) {
        sql.sql("""
                insert into verification_finding (verification_uuid, blob_uuid, files, paths, size, sha256, found_size, found_sha256, damaged_parts,
                    outcome, new_blob_uuid, message)
                values (:verification, :blob, :files, :paths, :size, :sha256, :foundSize, :foundSha256, :parts, :outcome, :fresh, :message)""")
                .param("verification", turn.verificationUuid()).param("blob", finding.blobUuid()).param("files", finding.files())
                .param("paths", String.join("\n", finding.paths())).param("size", finding.size()).param("sha256", finding.sha256())
                .param("foundSize", finding.foundSize()).param("foundSha256", finding.foundSha256())
                .param("parts", VerificationRows.text(finding.damagedParts())).param("outcome", finding.outcome().name())
                .param("fresh", finding.newBlobUuid()).param("message", finding.message()).update();
    }

    private static boolean nothingWritten(TransactionStatus status) {
        status.setRollbackOnly();
        return false;
    }

    private boolean retried(Predicate<TransactionStatus> work) {
        for (int round = 1;; round++) {
            try {
                return Boolean.TRUE.equals(transaction.execute(work::test));
            } catch (DuplicateKeyException | ConcurrencyFailureException lost) {
                if (round == ROUNDS) {
                    throw lost;
                }
            }
        }
    }
}
