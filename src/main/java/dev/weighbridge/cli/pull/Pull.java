package dev.weighbridge.cli.pull;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import dev.weighbridge.cli.server.CommandException;
import dev.weighbridge.cli.server.ExitCode;
import dev.weighbridge.cli.server.Server;
import org.jspecify.annotations.Nullable;

/** Brings several files of a model at once. What is whole already stays as it is; when one fails, the others stop, and a later pull goes on with all. */
public final class Pull {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final Server server;

    private final String modelUuid;

    private final TargetFolder folder;

    private final Pace pace;

    private final PullTally tally = new PullTally();

    public Pull(Server server, String modelUuid, TargetFolder folder, Pace pace) {
        this.server = server;
        this.modelUuid = modelUuid;
        this.folder = folder;
        this.pace = pace;
    }

    /**
     * How it is done.
     *
     * @param parallel files at once
     * @param attempts how often in a row a connection may bring nothing
     * @param pause after the first of them
     * @param stall after which a connection that is silent counts as broken
     */
    public record Pace(int parallel, int attempts, Duration pause, Duration stall) {

        public static final Pace USUAL = new Pace(4, 5, Duration.ofMillis(500), Duration.ofSeconds(60));

        public Pace with(int files) {
            return new Pace(files, attempts, pause, stall);
        }
    }

    /** Hears how far it is, now and then. */
    @FunctionalInterface
    public interface Watcher {
        void at(long done, long total);
    }

    /**
     * What came of it.
     *
     * @param fetched bytes that came now
     * @param kept bytes that were here already
     */
    public record Result(int files, long bytes, long fetched, long kept) {}

    /** @throws CommandException the first failure; what was fetched stays for the next time */
    public Result run(List<WantedFile> files, Watcher watcher) {
        files.forEach(file -> folder.place(file.path())); // nothing is fetched of a model that does not fit into the folder
        long total = files.stream().mapToLong(WantedFile::size).sum();
        try (var watch = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
                var workers = Executors.newFixedThreadPool(pace.parallel(), Thread.ofPlatform().daemon().factory())) {
            var patience = new Patience(pace.attempts(), pace.pause(), pace.stall(), watch);
            RuntimeException failed = all(files, patience, workers, () -> watcher.at(tally.done(), total));
            watch.shutdownNow();
            if (failed != null) {
                throw failed;
            }
            folder.tidy();
        } catch (IOException disk) {
            throw notWritable(disk);
        }
        return new Result(files.size(), total, tally.fetchedBytes(), tally.keptBytes());
    }

    private @Nullable RuntimeException all(List<WantedFile> files, Patience patience, ExecutorService workers, Runnable look) {
        var ended = new ExecutorCompletionService<Boolean>(workers);
        List<Future<Boolean>> begun = new ArrayList<>();
        for (WantedFile file : files) {
            begun.add(ended.submit(() -> one(file, patience)));
        }
        RuntimeException first = null;
        for (int left = begun.size(); left > 0;) {
            try {
                Future<Boolean> one = ended.poll(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
                look.run();
                if (one != null) {
                    left--;
                    one.get();
                }
            } catch (ExecutionException failed) {
                first = first == null ? reason(failed) : first;
                tally.stop();
            } catch (InterruptedException interrupted) {
                tally.stop();
                Thread.currentThread().interrupt();
                return new CommandException(ExitCode.INTERRUPTED, "Could not go on: interrupted.", interrupted);
            }
        }
        return first;
    }

    private boolean one(WantedFile file, Patience patience) throws IOException {
        if (!tally.isStopped()) {
            new FilePull(server, modelUuid, folder, file, patience).run(tally);
        }
        return true;
    }

    private RuntimeException reason(ExecutionException failed) {
        return switch (failed.getCause()) {
            case RuntimeException known -> known;
            case IOException disk -> notWritable(disk);
            case null, default -> new IllegalStateException(failed);
        };
    }

    private static String why(IOException disk) {
        return switch (disk) {
            case AccessDeniedException _ -> "that is not allowed";
            case NoSuchFileException missing -> "there is no " + missing.getFile() + ", and it cannot be made";
            case FileAlreadyExistsException there -> there.getFile() + " is no folder";
            case FileSystemException other when other.getReason() != null -> other.getFile() + ": " + other.getReason();
            default -> String.valueOf(disk.getMessage());
        };
    }

    private CommandException notWritable(IOException disk) {
        return new CommandException(ExitCode.FAILED, "Could not write into " + folder.root() + ": " + why(disk)
                + ". See that the folder is yours and the disk has room; run the same command again to go on.", disk);
    }
}
