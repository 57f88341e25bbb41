package dev.weighbridge.bulk;

import java.nio.file.Path;
import java.util.List;

import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.center.ModelCenter;
import dev.weighbridge.center.ModelCenters;
import dev.weighbridge.center.NewCenter;
import dev.weighbridge.ingestion.Failure;
import dev.weighbridge.ingestion.Origin;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.inventory.Model;
import dev.weighbridge.request.ModelRequest;
import dev.weighbridge.request.RequestIntake;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.stereotype.Component;

/** Requests the models of a list that the inventory does not have. Going through the same list again requests only what is missing. */
@Component
public class BulkImport {

    /** A list's centre has no agent of ZStack's; the contract wants an address all the same: this one is the documentation's port on this machine. */
    private static final String AGENT = "127.0.0.1";

    private static final int AGENT_PORT = 5000;

    private final RequestIntake intake;

    private final ModelCenters centers;

    private final Inventory inventory;

    BulkImport(RequestIntake intake, ModelCenters centers, Inventory inventory) {
        this.intake = intake;
        this.centers = centers;
        this.inventory = inventory;
    }

    /**
     * Goes through a list. A row that is not accepted does not stop the others.
     *
     * @param accountUuid who will own the models
     * @return one result per row, in the list's order
     * @throws IngestionException INVALID_REQUEST if the file cannot be read, with the line; nothing is requested then
     */
    public List<BulkResult> run(Path file, String accountUuid) {
        BulkFile list = BulkFile.read(file);
        String center = center(list.centre(), accountUuid);
        return list.models().stream().map(row -> request(row, center, accountUuid)).toList();
    }

    private BulkResult request(BulkRow row, String center, String accountUuid) {
        GivenFields given = row.in(center);
        if (isThere(given, accountUuid)) {
            return new BulkResult(given.name(), null, null);
        }
        try {
            return new BulkResult(given.name(),
                    intake.accept(new ModelRequest(accountUuid, Origin.BULK, given, row.token(), null)).ingestionUuid(), null);
        } catch (IngestionException refused) {
            return new BulkResult(given.name(), null, Failure.of(refused));
        }
    }

    private String center(BulkFile.Centre centre, String accountUuid) {
        Specification<ModelCenter> same = (center, query, is) -> is.and(is.equal(center.get("accountUuid"), accountUuid),
                is.equal(center.get("name"), centre.name()), is.equal(center.get("url"), centre.url()));
        return centers.query(same, Sort.by("createDate"), 0, 1).stream().findFirst()
                .orElseGet(() -> centers.add(accountUuid, new NewCenter(null, centre.name(),
                        centre.description(), centre.url(), centre.parameters(), AGENT, AGENT_PORT, null, null, null, null, null, null)))
                .getUuid();
    }

    private boolean isThere(GivenFields given, String accountUuid) {
        Specification<Model> same = (model, query, is) -> is.and(is.equal(model.get("accountUuid"), accountUuid),
                is.equal(model.get("modelCenterUuid"), given.modelCenterUuid()), is.equal(model.get("name"), given.name()),
                is.equal(model.get("installPath"), given.installPath()),
                given.version() == null ? is.isNull(model.get("version")) : is.equal(model.get("version"), given.version()));
        return inventory.count(same) > 0;
    }
}
