package dev.weighbridge.cli.server;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The server of the last login and the sessions, one for each server, in a file that only its owner may read:
 * {@code {"url": "https://…", "sessions": {"https://…": {"account": "admin", "session": "…"}}}}. A session is sent to its own server only.
 */
public final class ConfigFile {

    private static final String URL = "url";

    private static final String SESSIONS = "sessions";

    private static final String SESSION = "session";

    private final Path file;

    ConfigFile(Path file) {
        this.file = file;
    }

    /** {@code $XDG_CONFIG_HOME/weighbridge/config.json}, by default below {@code ~/.config}. */
    static ConfigFile of(Map<String, String> environment) {
        String base = environment.get("XDG_CONFIG_HOME");
        Path folder = base == null || base.isBlank() || !Path.of(base).isAbsolute()
                ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".config")
                : Path.of(base);
        return new ConfigFile(folder.resolve("weighbridge").resolve("config.json"));
    }

    public Path file() {
        return file;
    }

    Optional<Address> address() {
        return Optional.of(Fields.text(read(), URL)).filter(text -> !text.isEmpty()).map(Address::parse);
    }

    /** The session that is kept for a server. */
    public Optional<String> session(Address server) {
        return Optional.of(Fields.text(read().path(SESSIONS).path(server.url()), SESSION)).filter(text -> !text.isEmpty());
    }

    /** Keeps a session, and its server as the one that is meant from now on. */
    public void keep(Address server, String account, String session) {
        ObjectNode all = read();
        all.put(URL, server.url());
        all.withObject("/" + SESSIONS).putObject(server.url()).put("account", account).put(SESSION, session);
        write(all);
    }

    /** Forgets the session of a server. */
    public void forget(Address server) {
        ObjectNode all = read();
        if (all.path(SESSIONS) instanceof ObjectNode sessions && sessions.remove(server.url()) != null) {
            write(all);
        }
    }

    private ObjectNode read() {
        try {
            JsonNode found = JsonMapper.shared().readTree(Files.readString(file));
            if (found instanceof ObjectNode all) {
                return all;
            }
        } catch (NoSuchFileException none) {
            return JsonMapper.shared().createObjectNode();
        } catch (IOException | JacksonException unreadable) {
            throw broken(unreadable);
        }
        throw broken(null);
    }

    private CommandException broken(@Nullable Throwable cause) {
        return new CommandException(ExitCode.FAILED, "Could not read the configuration " + file
                + ": it is not readable, or no JSON object. Correct it, or delete it and log in again.",
                cause == null ? new IllegalArgumentException("no object") : cause);
    }

    private void write(ObjectNode all) {
        try {
            Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
            Files.createDirectories(folder, onlyOwner(folder, "rwx------"));
            Path aside = Files.createTempFile(folder, "config", ".json", onlyOwner(folder, "rw-------"));
            Files.writeString(aside, all.toPrettyString() + "\n");
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new CommandException(ExitCode.FAILED, "Could not write the configuration " + file + ": "
                    + (failed instanceof FileSystemException place && place.getReason() != null ? place.getReason()
                            : failed.getClass().getSimpleName())
                    + ". See that the folder is yours, or set XDG_CONFIG_HOME.", failed);
        }
    }

    private static FileAttribute<?>[] onlyOwner(Path folder, String rights) {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
                : new FileAttribute<?>[0];
    }
}
