package dev.weighbridge.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.weighbridge.cli.server.CommandException;
import dev.weighbridge.cli.server.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** From where a model comes, and which of its files. */
final class SourceOptions {

    @Parameters(index = "0", paramLabel = "INSTALL_PATH", description = "hf://org/name[@revision], modelscope://…, oci://…, ollama://…,"
            + " s3://…, https://…, a folder, or a path below the model centre.")
    @SuppressWarnings("NullAway.Init") // picocli fills it
    private String installPath;

    @Option(names = {"-c", "--centre", "--center"}, paramLabel = "NAME|UUID",
            description = "The model centre; needless if there is one only.")
    private @Nullable String centre;

    @Option(names = "--include", paramLabel = "PATTERN", split = ",", description = "Files that are wanted: '*.json', 'unet/', '**/*.md'.")
    private List<String> include = List.of();

    @Option(names = "--exclude", paramLabel = "PATTERN", split = ",", description = "Files that are not.")
    private List<String> exclude = List.of();

    @Option(names = "--weights", paramLabel = "SET", description = "Another set of weights: gguf, onnx, fp16, Q8_0, all, …")
    private @Nullable String weights;

    @Option(names = "--token-stdin", description = "Takes a token for the source from the first line of the standard input.")
    private boolean tokenFromInput;

    String installPath() {
        return installPath;
    }

    @Nullable
    String centre() {
        return centre;
    }

    /** Puts what is chosen into an object, as keys of their own. */
    void choose(ObjectNode into) {
        if (!include.isEmpty()) {
            include.forEach(into.putArray("include")::add);
        }
        if (!exclude.isEmpty()) {
            exclude.forEach(into.putArray("exclude")::add);
        }
        if (weights != null) {
            into.put("weights", weights);
        }
    }

    boolean choosesFiles() {
        return !include.isEmpty() || !exclude.isEmpty() || weights != null;
    }

    /** Puts the token, if there is one. */
    void putToken(ObjectNode into, InputStream input) {
        if (tokenFromInput) {
            into.put("token", firstLine(input, "token"));
        }
    }

    /** A secret from the standard input, where no list of processes shows it. */
    static String firstLine(InputStream input, String what) {
        try {
            String line = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8)).readLine();
            if (line != null && !line.isEmpty()) {
                return line;
            }
        } catch (IOException unreadable) {
            throw new CommandException(ExitCode.USAGE, "Could not read the " + what + " from the standard input: "
                    + unreadable.getMessage() + ". Give it in one line.", unreadable);
        }
        throw new CommandException(ExitCode.USAGE, "Could not read the " + what + ": the standard input is empty. Give it in one line.");
    }
}
