package dev.weighbridge.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What the machine's own tools say a folder's checksum is. */
public final class Coreutils {

    private Coreutils() {}

    /** The line of shell that the README gives to users. */
    public static String checksum(Path folder) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-c",
                "find -L . -type f -printf '%P\\0' | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1")
                .directory(folder.toFile()).start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        shell.waitFor();
        return printed;
    }
}
