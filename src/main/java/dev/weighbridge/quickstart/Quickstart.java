package dev.weighbridge.quickstart;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Objects;

import dev.weighbridge.account.Account;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.bulk.BulkImport;
import dev.weighbridge.bulk.BulkResult;
import dev.weighbridge.ingestion.Failure;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.IngestionState;
import dev.weighbridge.ingestion.Ingestions;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Imports the list of the quickstart and shows what is in the inventory then. It writes for a person, to the terminal. */
@Component
@Profile("quickstart")
final class Quickstart implements ApplicationRunner {

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(1);

    private final BulkImport imports;

    private final Ingestions ingestions;

    private final Showroom showroom;

    private final QuickstartProperties properties;

    private final PrintStream terminal = System.out;

    Quickstart(BulkImport imports, Ingestions ingestions, Showroom showroom, QuickstartProperties properties) {
        this.imports = imports;
        this.ingestions = ingestions;
        this.showroom = showroom;
        this.properties = properties;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        terminal.printf("%nImporting the models of %s%n", properties.file());
        try {
            imports.run(properties.file(), Account.ADMIN_UUID).forEach(this::follow);
        } catch (IngestionException unreadable) {
            terminal.println(unreadable.getMessage());
        }
        terminal.printf("%nThe inventory%n%n%s", showroom.inventory());
        terminal.println(showroom.howToGoOn());
    }

    private void follow(BulkResult row) {
        Failure refused = row.failure();
        if (row.wasThere()) {
            say(row.name(), "is in the inventory already, nothing is imported twice");
        } else if (refused != null) {
            say(row.name(), refused.message());
        } else {
            end(row.name(), follow(row.name(), Objects.requireNonNull(row.ingestionUuid())));
        }
    }

    private Ingestion follow(String name, String uuid) {
        Ingestion now = ingestions.awaitEnd(uuid, BETWEEN_LINES);
        while (!now.state().hasEnded() && !Thread.currentThread().isInterrupted()) {
            Long total = now.bytesTotal();
            Failure waitingFor = now.failure();
            say(name,
                    now.step()
                            + (total == null ? "" : ", %s of %s".formatted(ByteCount.of(ingestions.bytesDone(uuid)), ByteCount.of(total)))
                            + (now.state() == IngestionState.WAITING && waitingFor != null ? ": " + waitingFor.message() : ""));
            now = ingestions.awaitEnd(uuid, BETWEEN_LINES);
        }
        return now;
    }

    private void end(String name, Ingestion ended) {
        Failure failure = ended.failure();
        say(name, failure == null ? "imported, %s fetched, %s were in the store already".formatted(ByteCount.of(ended.bytesFetched()),
                ByteCount.of(ended.bytesDeduplicated())) : failure.message());
    }

    private void say(String name, String what) {
        terminal.printf("  %-12s %s%n", name, what);
    }
}
