package dev.weighbridge.bulk;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import dev.weighbridge.ingestion.Event;
import dev.weighbridge.ingestion.EventType;
import dev.weighbridge.ingestion.Events;
import dev.weighbridge.queue.RecurringWork;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells of lists that are through. That a list has ended is written nowhere: it follows from its rows and their ingestions, so it is looked for. One whose
 * failed rows are tried again is told of once more when these are through.
 */
@Component
final class BulkNews implements RecurringWork {

    private final JdbcClient sql;

    private final BulkRuns runs;

    private final Events events;

    private final TransactionTemplate transaction;

    BulkNews(JdbcClient sql, BulkRuns runs, Events events, TransactionTemplate transaction) {
        this.sql = sql;
        this.runs = runs;
        this.events = events;
        this.transaction = transaction;
    }

    @Override
    public String name() {
        return "bulk-news";
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(5);
    }

    @Override
    public void run() {
        for (String uuid : sql.sql("select uuid from bulk_run where told = false").query(String.class).list()) {
            transaction.executeWithoutResult(status -> tellIfEnded(uuid));
        }
    }

    /** Under the run's lock, which who tries its rows again holds, too. */
    private void tellIfEnded(String uuid) {
        int mine = sql.sql("select uuid from bulk_run where uuid = :uuid and told = false for update").param("uuid", uuid)
                .query(String.class)
                .list().size();
        if (mine == 1) {
            runs.find(uuid).filter(run -> run.state().hasEnded()).ifPresent(run -> {
                sql.sql("update bulk_run set told = true where uuid = :uuid").param("uuid", uuid).update();
                events.tell(EventType.BULK_COMPLETED, () -> Stream.of(completed(run)));
            });
        }
    }

    private static Event completed(BulkRun run) {
        Map<String, @Nullable Object> said = new LinkedHashMap<>();
        said.put("bulkImportUuid", run.uuid());
        said.put("name", run.name());
        said.put("state", run.state().name());
        said.put("dryRun", run.dryRun());
        said.put("rows", run.counts().rows());
        said.put("succeeded", run.counts().succeeded());
        said.put("alreadyThere", run.counts().alreadyThere());
        said.put("failed", run.counts().failed());
        said.put("cancelled", run.counts().cancelled());
        return new Event(EventType.BULK_COMPLETED, run.accountUuid(), run.uuid(), said);
    }
}
