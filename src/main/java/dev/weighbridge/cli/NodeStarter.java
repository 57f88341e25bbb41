package dev.weighbridge.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** Starts a whole node in this process, for a command that needs no server. */
@FunctionalInterface
public interface NodeStarter {

    /**
     * Returns once the node answers, on the loopback address and a free port.
     *
     * @param properties {@code --name=value}
     * @throws RuntimeException if it does not start; the message says why
     */
    RunningNode start(List<String> properties);

    /** A node that answers until it is closed. */
    interface RunningNode extends AutoCloseable {

        URI url();

        /** A session of the administrator. */
        String session();

        /**
         * Has the node read a list that lies in a file, so that it may name files and folders beside it.
         *
         * @return the uuid of the bulk import
         * @throws RuntimeException if it is no list; the message says why
         */
        String takeIn(Path list, boolean dryRun) throws IOException;

        @Override
        void close();
    }
}
