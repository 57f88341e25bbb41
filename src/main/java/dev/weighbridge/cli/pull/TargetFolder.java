package dev.weighbridge.cli.pull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

import dev.weighbridge.cli.server.CommandException;
import dev.weighbridge.cli.server.ExitCode;

/**
 * The folder that a model is put into. What is on its way lies in {@value #ASIDE} inside of it and comes to its place by one move. A server decides the
 * paths, so none is believed: neither a path nor a link that is there already leads out of the folder.
 */
public final class TargetFolder {

    private static final String ASIDE = ".weighbridge-pull";

    private final Path root;

    public TargetFolder(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    public Path root() {
        return root;
    }

    /**
     * Where a file of the model comes to lie.
     *
     * @throws CommandException FAILED if that is outside of the folder, or among what is on its way
     */
    Path place(String path) {
        boolean plain = !path.isEmpty() && path.chars().noneMatch(c -> c < ' ' || c == '\\' || c == 0x7f)
                && Arrays.stream(path.split("/", -1)).noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."))
                && !path.split("/", -1)[0].equalsIgnoreCase(ASIDE);
        try {
            Path place = root.resolve(path).normalize();
            if (plain && place.startsWith(root) && !place.equals(root)) {
                return place;
            }
        } catch (InvalidPathException notHere) {
            throw outside(path, notHere);
        }
        throw outside(path, new IllegalArgumentException(path));
    }

    /** Where a file lies while it is not whole; made of its digest, so that other bytes never go on with it. */
    Path aside(WantedFile file) throws IOException {
        Path folder = root.resolve(ASIDE);
        Files.createDirectories(folder);
        checkInside(folder, ASIDE);
        byte[] name = WantedFile.newDigest().digest(file.path().getBytes(StandardCharsets.UTF_8));
        return folder.resolve((file.sha256().matches("[0-9a-f]{64}") ? file.sha256() : "unknown") + "-"
                + HexFormat.of().formatHex(name, 0, 8));
    }

    /** Puts a whole file in its place, over what is there. */
    void publish(Path whole, WantedFile file) throws IOException {
        Path place = place(file.path());
        makeFolders(Objects.requireNonNull(place.getParent()), file.path());
        Files.move(whole, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Removes what is only needed on the way, if nothing is on its way any more. */
    void tidy() throws IOException {
        try {
            Files.deleteIfExists(root.resolve(ASIDE));
        } catch (DirectoryNotEmptyException others) {
            return; // of a file that was not asked for this time
        }
    }

    /** One by one, so that a link in between is seen before anything is made behind it. */
    private void makeFolders(Path folder, String path) throws IOException {
        Files.createDirectories(root);
        Path at = root;
        for (Path part : root.relativize(folder)) {
            at = part.toString().isEmpty() ? at : at.resolve(part);
            if (!Files.isDirectory(at)) {
                Files.createDirectory(at);
            }
            checkInside(at, path);
        }
    }

    private void checkInside(Path folder, String path) throws IOException {
        if (!folder.toRealPath().startsWith(root.toRealPath())) {
            throw outside(path, new IllegalArgumentException(path));
        }
    }

    private CommandException outside(String path, Exception cause) {
        return new CommandException(ExitCode.FAILED, "Could not pull the file '" + path + "': its path leads out of the folder " + root
                + ". Nothing was written there; see that the server is the right one, and that no link lies in the folder.", cause);
    }
}
