package dev.weighbridge.manifest;

import java.util.List;

import dev.weighbridge.ingestion.WorkName;
import dev.weighbridge.inventory.OwnedModels;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.WorkHandler;
import dev.weighbridge.queue.WorkQueue;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** A centre was changed: enters the manifests of all of its models, page by page. Who is interrupted begins again; a manifest may be written twice. */
@Component
final class CenterManifestsHandler implements WorkHandler {

    private static final int PAGE = 500;

    private final OwnedModels models;

    private final WorkQueue queue;

    private final TransactionTemplate transaction;

    CenterManifestsHandler(OwnedModels models, WorkQueue queue, TransactionTemplate transaction) {
        this.models = models;
        this.queue = queue;
        this.transaction = transaction;
    }

    @Override
    public String name() {
        return WorkName.CENTER_MANIFESTS.text();
    }

    @Override
    public Outcome handle(Lane lane, String centerUuid) {
        for (List<String> page = page(centerUuid, ""); !page.isEmpty(); page = page(centerUuid, page.getLast())) {
            List<String> some = page;
            transaction.executeWithoutResult(
                    status -> some.forEach(model -> queue.enter(Lane.BACKGROUND, WorkName.MANIFEST.text(), model)));
        }
        return new Outcome.Done();
    }

    private List<String> page(String centerUuid, String after) {
        return models.ofCenter(centerUuid, null, after, PAGE);
    }
}
