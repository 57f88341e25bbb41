package dev.weighbridge.zstack.dataset;

import java.io.IOException;

import dev.weighbridge.account.Caller;
import dev.weighbridge.inventory.Dataset;
import dev.weighbridge.inventory.Datasets;
import dev.weighbridge.request.DatasetChanges;
import dev.weighbridge.request.Removals;
import dev.weighbridge.zstack.door.Answer;
import dev.weighbridge.zstack.door.AsyncCalls;
import dev.weighbridge.zstack.door.BatchDeletion;
import dev.weighbridge.zstack.door.Call;
import dev.weighbridge.zstack.door.Deletion;
import dev.weighbridge.zstack.door.Envelope;
import dev.weighbridge.zstack.door.InventoryType;
import dev.weighbridge.zstack.door.Replies;
import dev.weighbridge.zstack.door.Shape;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;

/** UpdateDataset, DeleteDataset and DeleteDatasets. */
@Controller
class DatasetController {

    private static final String TYPE = "DatasetVO";

    private static final Shape CHANGES = new Shape().texts("name", "description");

    private final Datasets datasets;

    private final DatasetChanges changes;

    private final Removals removals;

    private final AsyncCalls calls;

    DatasetController(Datasets datasets, DatasetChanges changes, Removals removals, AsyncCalls calls) {
        this.datasets = datasets;
        this.changes = changes;
        this.removals = removals;
        this.calls = calls;
    }

    /** Go's SDK adds {@code actions} to the path. Where a dataset was taken from is no text to be changed. */
    @PutMapping({"/zstack/v1/ai/datasets/{uuid}", "/zstack/v1/ai/datasets/{uuid}/actions"})
    Answer update(Call call, @PathVariable String uuid) throws IOException {
        Envelope fields = call.action(CHANGES, "updateDataset");
        return calls.run(call, caller -> {
            Deletion.check(call, uuid, TYPE);
            Deletion.checkOwner(caller, ownerSeenBy(caller, uuid), uuid);
            return Replies.inventory(InventoryType.DATASET,
                    DatasetInventory.of(changes.change(uuid, fields.text("name"), fields.text("description"))));
        });
    }

    @DeleteMapping("/zstack/v1/ai/datasets/{uuid}")
    Answer delete(Call call, @PathVariable String uuid) {
        return calls.delete(call, caller -> delete(call, caller, uuid));
    }

    @DeleteMapping("/zstack/v1/ai/datasets")
    Answer deleteAll(Call call) {
        return calls.runEach(call, caller -> BatchDeletion.of(call.parameters(), uuid -> delete(call, caller, uuid)));
    }

    private void delete(Call call, Caller caller, String uuid) {
        Deletion.check(call, uuid, TYPE);
        Deletion.checkOwner(caller, ownerSeenBy(caller, uuid), uuid);
        removals.removeDataset(uuid);
    }

    private @Nullable String ownerSeenBy(Caller caller, String uuid) {
        return datasets.find(uuid).filter(dataset -> caller.owns(dataset.getAccountUuid()) || dataset.isSystem())
                .map(Dataset::getAccountUuid).orElse(null);
    }
}
