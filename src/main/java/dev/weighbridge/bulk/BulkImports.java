package dev.weighbridge.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

import dev.weighbridge.account.Account;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.ingestion.Priority;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.WorkQueue;
import dev.weighbridge.secret.SecretBox;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes lists in. A list's rows are kept while it is read; once all are there, and not before, they are requested, by any node. For many threads.
 */
@Component
public class BulkImports {

    private final RunTable runs;

    private final RowTable rows;

    private final ListedCenters centers;

    private final Terms terms;

    private final TransactionTemplate transaction;

    BulkImports(RunTable runs, RowTable rows, ListedCenters centers, Terms terms, TransactionTemplate transaction) {
        this.runs = runs;
        this.rows = rows;
        this.centers = centers;
        this.terms = terms;
        this.transaction = transaction;
    }

    /** How lists are kept, and who works on them. */
    @Component
    record Terms(BulkProperties properties, SecretBox box, WorkQueue queue) {}

    /** Reads a list, and hands on what is in it. */
    @FunctionalInterface
    interface Reading {
        void into(ListTaker taker) throws IOException;
    }

    /**
     * Takes a list in. A row that is wrong is kept as failed and does not stop the others.
     *
     * @return the bulk import's uuid
     * @throws IngestionException INVALID_REQUEST (it is no list, with the line), LIMIT_EXCEEDED (too many rows); nothing is kept then
     * @throws IOException if its bytes broke off; nothing is kept then
     */
    public String start(NewBulk asked, BulkFormat format, InputStream bytes) throws IOException {
        RowForm form = defaults(asked);
        return start(asked, null, taker -> {
            try {
                format.read(bytes, form, taker);
            } catch (BulkFileException wrong) {
                throw invalid(wrong.getMessage());
            }
        });
    }

    /**
     * Takes in a list that lies in a file of this machine, for the administrator, also if it was taken in before. It may name files and folders beside it.
     *
     * @throws IngestionException as the other
     */
    public String start(Path file, boolean dryRun) throws IOException {
        var asked = new NewBulk(Account.ADMIN_UUID, Incoming.storable(String.valueOf(file.getFileName())), null, Priority.NORMAL, dryRun,
                Map.of());
        return start(asked, null, new ListFile(file)::read);
    }

    /** As the other; {@code contentSha256} is the digest of the file that the list came from, null for none. */
    String start(NewBulk asked, @Nullable String contentSha256, Reading list) throws IOException {
        String uuid = ResourceUuid.random();
        runs.read(uuid, asked);
        boolean open = false;
        try {
            var incoming = new Incoming(uuid, rows, terms.box(), terms.properties().maxRows());
            list.into(incoming);
            incoming.flush();
            if (incoming.count() == 0) {
                throw invalid(incoming.head().from() == null ? "it has no rows"
                        : "its rows are in another file, '" + incoming.head().from()
                                + "', which only a list that lies beside it at a node may name "
                                + "(weighbridge.bulk.files, or import --embedded). Send that file itself, or write the rows under 'models'");
            }
            transaction.executeWithoutResult(status -> open(uuid, asked, incoming.head(), contentSha256));
            open = true;
            return uuid;
        } finally {
            if (!open) {
                runs.forget(uuid);
            }
        }
    }

    private void open(String uuid, NewBulk asked, ListHead head, @Nullable String contentSha256) {
        ListHead.Centre centre = head.centre();
        String name = head.name();
        runs.open(uuid, name == null || name.isBlank() ? null : Incoming.storable(name),
                centre == null ? null : center(asked, centre), contentSha256);
        terms.queue().enter(Lane.BACKGROUND, BulkHandler.NAME, uuid);
    }

    private String center(NewBulk asked, ListHead.Centre centre) {
        if (!asked.dryRun()) {
            return centers.made(asked.accountUuid(), centre);
        }
        return Objects.requireNonNullElseGet(centers.there(asked.accountUuid(), centre), () -> {
            throw invalid("its model centre '" + centre.name() + "' is not there, and a dry run makes none");
        });
    }

    private static RowForm defaults(NewBulk asked) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        asked.defaults().forEach((key, value) -> CsvRows.put(fields, key, value));
        try {
            return RowForm.plain().with(fields, path -> 1);
        } catch (BulkFileException wrong) {
            throw new IngestionException(FailureKind.INVALID_REQUEST,
                    "Could not take the list: of the parameters that are defaults for its rows, " + wrong.why() + ". Correct them.");
        }
    }

    private static IngestionException invalid(String why) {
        return new IngestionException(FailureKind.INVALID_REQUEST, "Could not read the list: " + why + ". Correct it and import it again.");
    }
}
