package dev.weighbridge.cluster;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.weighbridge.kill.LastingDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** A PostgreSQL of a test's own, on the real binaries, that can be stopped, started again on the same port and data, and frozen. */
final class OwnPostgres implements AutoCloseable {

    private final Path data;

    private final int port;

    private EmbeddedPostgres server;

    private OwnPostgres(Path data, int port) throws IOException {
        this.data = data;
        this.port = port;
        this.server = run();
    }

    /** On an empty folder. */
    static OwnPostgres start(Path data) throws IOException {
        Files.createDirectories(data.getParent());
        return new OwnPostgres(data, freePort());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    LastingDatabase database() {
        return new LastingDatabase("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres");
    }

    /** Ends every session at once, as an operator's restart does, and comes back. */
    void restart() throws IOException {
        server.close();
        server = run();
    }

    /** Signal STOP for the server and all its sessions: connections stay, and nothing answers. */
    void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    @Override
    public void close() throws IOException {
        try {
            signal("-CONT");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        server.close();
    }

    private EmbeddedPostgres run() throws IOException {
        return EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false).setPort(port)
                .setServerConfig("max_connections", "200").start();
    }

    private void signal(String name) throws IOException, InterruptedException {
        long postmaster = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
        List<String> command = new ArrayList<>(List.of("kill", name, Long.toString(postmaster)));
        ProcessHandle.of(postmaster).orElseThrow().descendants().forEach(session -> command.add(Long.toString(session.pid())));
        new ProcessBuilder(command).start().waitFor();
    }
}
