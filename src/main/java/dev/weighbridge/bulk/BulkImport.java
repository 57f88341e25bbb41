package dev.weighbridge.bulk;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.ingestion.Failure;
import dev.weighbridge.ingestion.Origin;
import dev.weighbridge.request.ModelRequest;
import dev.weighbridge.request.RequestIntake;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Requests the models of a short list at once, for somebody who watches. It leaves no bulk import behind. Going through the same list again requests only
 * what is missing.
 */
@Component
public class BulkImport {

    private final RequestIntake intake;

    private final ListedCenters centers;

    private final RowRequests requests;

    BulkImport(RequestIntake intake, ListedCenters centers, RowRequests requests) {
        this.intake = intake;
        this.centers = centers;
        this.requests = requests;
    }

    /**
     * Goes through a list. A row that is wrong or not accepted does not stop the others.
     *
     * @param accountUuid who will own the models
     * @return one result per row, in the list's order
     * @throws IngestionException INVALID_REQUEST if it is no list, with the line; nothing is requested then
     */
    public List<BulkResult> run(Path file, String accountUuid) {
        var read = new Held();
        new ListFile(file).read(read);
        ListHead.Centre centre = read.head.centre();
        String center = centre == null ? null : centers.made(accountUuid, centre);
        return read.rows.stream().map(row -> result(row, center, accountUuid)).toList();
    }

    private BulkResult result(ReadRow read, @Nullable String center, String accountUuid) {
        BulkRow row = read.row();
        String name = Objects.requireNonNullElse(read.name(), "line " + read.line());
        if (row == null) {
            return new BulkResult(name, null, new Failure(FailureKind.INVALID_REQUEST,
                    "Could not read the row in line " + read.line() + ": " + read.wrong() + ". Correct it and import the list again."));
        }
        try {
            return requested(row, row.in(centers.of(accountUuid, row, center)), accountUuid);
        } catch (IngestionException refused) {
            return new BulkResult(name, null, Failure.of(refused));
        }
    }

    private BulkResult requested(BulkRow row, GivenFields given, String accountUuid) {
        String ingestion = requests.isThere(given, accountUuid) ? null
                : intake.accept(new ModelRequest(accountUuid, Origin.BULK, given, row.token(), null)).ingestionUuid();
        return new BulkResult(given.name(), ingestion, null);
    }

    private static final class Held implements ListTaker {

        private final List<ReadRow> rows = new ArrayList<>();

        private ListHead head = ListHead.NONE;

        @Override
        public void head(ListHead read) {
            head = read;
        }

        @Override
        public void row(ReadRow read) {
            rows.add(read);
        }
    }
}
