package dev.weighbridge.cli.pull;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;

import dev.weighbridge.cli.server.Address;
import dev.weighbridge.cli.server.CommandException;
import dev.weighbridge.cli.server.ExitCode;
import dev.weighbridge.cli.server.Server;

/**
 * Brings one file. What was fetched stays aside until the file is whole and has its SHA-256; a connection that breaks off is taken up at the byte where it
 * broke, also by a later process. Bytes that turn out damaged are thrown away and fetched once more.
 */
final class FilePull {

    private static final int BLOCK = 1 << 18;

    private static final int PARTIAL = 206;

    private final Server server;

    private final String modelUuid;

    private final TargetFolder folder;

    private final WantedFile file;

    private final Patience patience;

    FilePull(Server server, String modelUuid, TargetFolder folder, WantedFile file, Patience patience) {
        this.server = server;
        this.modelUuid = modelUuid;
        this.folder = folder;
        this.file = file;
        this.patience = patience;
    }

    void run(PullTally tally) throws IOException {
        if (PartFile.isWhole(folder.place(file.path()), file)) {
            tally.kept(file.size());
            return;
        }
        Path aside = folder.aside(file);
        try (PartFile part = PartFile.takeUp(aside, file)) {
            tally.kept(part.position());
            fetchAll(part, tally);
            if (!part.isRight()) {
                tally.lost(part.beginAnew());
                fetchAll(part, tally);
            }
            if (!part.isRight()) {
                tally.lost(part.beginAnew());
                throw damaged();
            }
            part.force();
            folder.publish(aside, file);
        }
    }

    private void fetchAll(PartFile part, PullTally tally) throws IOException {
        int inVain = 0;
        while (!part.isComplete() && !tally.isStopped()) {
            long before = part.position();
            try {
                fetch(part, tally);
            } catch (BrokenOff broken) {
                inVain = part.position() > before ? 1 : inVain + 1;
                if (inVain > patience.attempts()) {
                    throw gaveUp(part, broken);
                }
                patience.pauseAfter(inVain);
            }
        }
        if (tally.isStopped()) {
            throw new IOException("another file has failed");
        }
    }

    private void fetch(PartFile part, PullTally tally) throws IOException {
        HttpResponse<InputStream> answer = ask(part.position());
        if (answer.statusCode() != PARTIAL && part.position() > 0) {
            tally.lost(part.beginAnew()); // it sends all of it
        }
        try (InputStream body = patience.guarded(answer.body())) {
            byte[] block = new byte[BLOCK];
            while (!part.isComplete() && !tally.isStopped()) {
                int read = read(body, block, file.size() - part.position());
                part.append(block, read);
                tally.fetched(read);
            }
        }
    }

    private HttpResponse<InputStream> ask(long position) throws BrokenOff {
        Map<String, String> range = position == 0 ? Map.of()
                : Map.of("Range", "bytes=" + position + "-", "If-Range", "\"" + file.sha256() + "\"");
        try {
            return server.bytes(Server.API + "/models/" + modelUuid + "/files/" + Address.encodedPath(file.path()), range);
        } catch (CommandException failed) {
            if (failed.code() == ExitCode.UNREACHABLE) {
                throw new BrokenOff(failed);
            }
            throw failed;
        }
    }

    private static int read(InputStream body, byte[] block, long atMost) throws BrokenOff {
        try {
            int read = body.read(block, 0, (int) Math.min(block.length, atMost));
            if (read > 0) {
                return read;
            }
        } catch (IOException broken) {
            throw new BrokenOff(broken);
        }
        throw new BrokenOff(new IOException("it ended early"));
    }

    /** The network's failure, which trying again may help; that of the disk is another. */
    private static final class BrokenOff extends IOException {

        private static final long serialVersionUID = 1;

        BrokenOff(Exception cause) {
            super(cause.getMessage(), cause);
        }
    }

    private CommandException gaveUp(PartFile part, BrokenOff broken) {
        return new CommandException(ExitCode.UNREACHABLE, "Could not pull '" + file.path() + "': the connection broke off "
                + patience.attempts() + " times without a byte (" + broken.getMessage() + "), " + part.position() + " of " + file.size()
                + " bytes are here. Run the same command again to go on there.", broken);
    }

    private CommandException damaged() {
        return new CommandException(ExitCode.FAILED, "Could not pull '" + file.path()
                + "': what the server sent has not the SHA-256 " + file.sha256() + ", twice. Have the model verified: weighbridge verify "
                + modelUuid + ".");
    }
}
