package dev.weighbridge.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import dev.weighbridge.account.Account;
import dev.weighbridge.account.AccountQueries;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.center.ModelCenters;
import dev.weighbridge.ingestion.WorkName;
import dev.weighbridge.inventory.Committed;
import dev.weighbridge.inventory.Datasets;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.inventory.NewModel;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.WorkQueue;
import dev.weighbridge.store.BlobStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings a model or dataset back into the inventory by its manifest, with its centre if that is gone, too, and the rows of its blobs. No byte of them is read:
 * of each the store is asked whether it is there and as long as it was, and what is not is marked as damaged, which a verification finds and repairs. Quotas
 * do not hold here.
 */
@Component
final class Return {

    private static final Logger LOG = LoggerFactory.getLogger(Return.class);

    /** Each round is lost to another who enters the same centre, or the same bytes, at the same moment; in the next his are found. */
    private static final int ROUNDS = 5;

    private final BlobStore store;

    private final Strangers strangers;

    private final ManifestBlobs blobs;

    private final Rows rows;

    private final WorkQueue queue;

    private final TransactionTemplate transaction;

    Return(BlobStore store, Strangers strangers, ManifestBlobs blobs, Rows rows, WorkQueue queue, TransactionTemplate transaction) {
        this.store = store;
        this.strangers = strangers;
        this.blobs = blobs;
        this.rows = rows;
        this.queue = queue;
        this.transaction = transaction;
    }

    /** What is entered, and what it refers to. */
    @Component
    record Rows(Inventory inventory, Datasets datasets, Committed committed, ModelCenters centers, AccountQueries accounts) {

        boolean hasAccount(String uuid) {
            return accounts.count(Account.class, (account, query, sql) -> sql.equal(account.get("uuid"), uuid)) > 0;
        }
    }

    /**
     * Brings it back; does nothing if it is there, or if it was deleted meanwhile.
     *
     * @throws IngestionException MALFORMED_ARTIFACT if the manifest cannot be used, NOT_FOUND if neither it nor the inventory has the centre,
     *     STORE_UNAVAILABLE
     */
    void bring(String uuid) {
        Optional<Manifest> manifest = store.manifest(uuid).map(json -> Manifest.read(uuid, json));
        if (manifest.isEmpty() || rows.committed().unknownOf(List.of(uuid)).isEmpty()) {
            return;
        }
        Map<String, Boolean> intact = blobs.intact(manifest.get());
        for (int round = 1;; round++) {
            try {
                transaction.executeWithoutResult(status -> enterUnlessDeleted(uuid, manifest.get(), intact, status));
                return;
            } catch (DuplicateKeyException | ConcurrencyFailureException lost) {
                if (round == ROUNDS) {
                    throw lost;
                }
            } catch (IngestionException refused) {
                if (refused.kind() != FailureKind.CONFLICT || !rows.committed().unknownOf(List.of(uuid)).isEmpty()) {
                    throw refused;
                }
                return; // another rebuild was faster
            }
        }
    }

    private void enterUnlessDeleted(String uuid, Manifest manifest, Map<String, Boolean> intact, TransactionStatus status) {
        boolean isAsWritten = enter(manifest, intact);
        // Who was deleted after its manifest was read has one that is about to go, or has none any more.
        if (strangers.isOnItsWay(uuid) || store.manifest(uuid).isEmpty()) {
            status.setRollbackOnly();
        } else if (!isAsWritten) {
            queue.enter(Lane.BACKGROUND, WorkName.MANIFEST.text(), uuid);
        }
    }

    /** Returns whether it is in the inventory just as the manifest says. */
    private boolean enter(Manifest manifest, Map<String, Boolean> intact) {
        List<String> findings = new ArrayList<>();
        String owner = owner(manifest.accountUuid(), findings);
        enterCenter(manifest, owner);
        List<StoredFile> files = manifest.files().stream()
                .map(file -> blobs.kept(file, intact, findings))
                .toList();
        NewModel model = manifest.toModel(owner, files, findings);
        if (model == null) {
            rows.datasets().addAgain(manifest.toDataset(owner, files, findings), manifest.times());
        } else {
            rows.inventory().addAgain(model, manifest.times(), manifest.classes());
        }
        return manifest.format() == Manifests.FORMAT && findings.isEmpty() && files.equals(manifest.files());
    }

    private String owner(String accountUuid, List<String> findings) {
        if (rows.hasAccount(accountUuid)) {
            return accountUuid;
        }
        findings.add("It belonged to the account " + accountUuid + ", which there was none of when the inventory was rebuilt. "
                + "The administrator has it now.");
        return Account.ADMIN_UUID;
    }

    private void enterCenter(Manifest manifest, String owner) {
        Manifest.CenterFields center = manifest.center();
        if (center == null || rows.centers().find(manifest.centerUuid()).isPresent()) {
            return;
        }
        String whose = Objects.requireNonNullElse(center.accountUuid(), owner);
        rows.centers().add(rows.hasAccount(whose) ? whose : Account.ADMIN_UUID, center.toNew());
        LOG.warn("The model centre '{}' ({}) came back without credentials, which are in no manifest. Give it its token if it needs one.",
                center.name(), center.uuid());
    }
}
