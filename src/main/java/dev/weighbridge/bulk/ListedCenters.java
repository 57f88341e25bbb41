package dev.weighbridge.bulk;

import java.util.List;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.center.ModelCenter;
import dev.weighbridge.center.ModelCenters;
import dev.weighbridge.center.NewCenter;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.stereotype.Component;

/** Finds the model centres that lists name. For many threads. */
@Component
final class ListedCenters {

    /** A list's centre has no agent of ZStack's; the contract wants an address all the same: this one is the documentation's port on this machine. */
    private static final String AGENT = "127.0.0.1";

    private static final int AGENT_PORT = 5000;

    private final ModelCenters centers;

    ListedCenters(ModelCenters centers) {
        this.centers = centers;
    }

    /** The account's centre of this name and url, which is made if it is not there. */
    String made(String accountUuid, ListHead.Centre centre) {
        String found = there(accountUuid, centre);
        return found != null ? found
                : centers
                        .add(accountUuid, new NewCenter(null, centre.name(), centre.description(), centre.url(), centre.parameters(), AGENT,
                                AGENT_PORT, null, null, null, null, null, null))
                        .getUuid();
    }

    /** The same; null if it is not there. */
    @Nullable
    String there(String accountUuid, ListHead.Centre centre) {
        Specification<ModelCenter> same = named(accountUuid, centre.name())
                .and((center, query, is) -> is.equal(center.get("url"), centre.url()));
        return centers.query(same, Sort.by("createDate"), 0, 1).stream().findFirst().map(ModelCenter::getUuid).orElse(null);
    }

    /**
     * The centre of a row.
     *
     * @param otherwise the list's
     * @throws IngestionException INVALID_REQUEST if it names none, or a name that is no centre's or several centres'
     */
    String of(String accountUuid, BulkRow row, @Nullable String otherwise) {
        if (row.modelCenterUuid() != null && !row.modelCenterUuid().isBlank()) {
            return row.modelCenterUuid();
        }
        String name = row.centre();
        if (name == null || name.isBlank()) {
            if (otherwise == null) {
                throw wrong("it names no model centre, and neither does its list. Give it the key 'centre' or 'modelCenterUuid'");
            }
            return otherwise;
        }
        List<ModelCenter> found = centers.query(named(accountUuid, name), Sort.by("createDate"), 0, 2);
        if (found.size() != 1) {
            throw wrong((found.isEmpty() ? "the account has no model centre" : "the account has several model centres") + " of the name '"
                    + name + "'. Name one by its uuid, in the key 'modelCenterUuid'");
        }
        return found.getFirst().getUuid();
    }

    private static Specification<ModelCenter> named(String accountUuid, String name) {
        return (center, query, is) -> is.and(is.equal(center.get("accountUuid"), accountUuid), is.equal(center.get("name"), name));
    }

    private static IngestionException wrong(String why) {
        return new IngestionException(FailureKind.INVALID_REQUEST, "Could not request the model of the row: " + why + ".");
    }
}
