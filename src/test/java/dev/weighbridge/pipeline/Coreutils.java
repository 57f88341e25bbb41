package dev.weighbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What the machine's own tools make, and what they say a checksum is. */
public final class Coreutils {

    private Coreutils() {}

    /** The line of shell that the README gives to users. */
    public static String checksum(Path folder) throws IOException, InterruptedException {
        return printed(new ProcessBuilder("sh", "-c",
                "find -L . -type f -printf '%P\\0' | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1")
                .directory(folder.toFile()));
    }

    /** A file's SHA-256. */
    public static String sha256(Path file) throws IOException, InterruptedException {
        return printed(new ProcessBuilder("sha256sum", "--", file.toString())).substring(0, 64);
    }

    /** Runs a line of shell, which must succeed. */
    public static void run(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", "export LC_ALL=C.UTF-8; " + command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", command, printed).isZero();
    }

    private static String printed(ProcessBuilder command) throws IOException, InterruptedException {
        Process process = command.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        process.waitFor();
        return printed;
    }
}
