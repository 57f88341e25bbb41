package dev.weighbridge.secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file that holds the node's key, readable by its owner only. */
final class KeyFile {

    private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path folder;

    private final Path file;

    /** The file {@code secret.key} in this folder. */
    KeyFile(Path folder) {
        this.folder = folder;
        file = folder.resolve("secret.key");
    }

    /**
     * Reads the key, or makes one at the first start. The file appears whole, under its name, and on the disk before the key is used; of two
     * nodes that start in one folder at once, both use the key of the first.
     *
     * @throws IllegalStateException if the file holds no key
     */
    NodeKey readOrCreate() {
        try {
            if (!Files.exists(file)) {
                create();
            }
            warnOfLoosePermissions();
            return NodeKey.parse(Files.readString(file, StandardCharsets.US_ASCII), "the file " + file);
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "Could not start: the key file " + file + " can be neither read nor made. Let the node's user write to "
                            + "the folder, or set weighbridge.secret-key.",
                    failed);
        }
    }

    private void create() throws IOException {
        Files.createDirectories(folder);
        Path aside = Files.createTempFile(folder, "secret", ".tmp", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            writeThrough(aside);
            Files.createLink(file, aside);
            syncFolder();
        } catch (FileAlreadyExistsException anotherWasFirst) {
            LOG.info("Another start made the key file {} first; its key is used.", file);
        } finally {
            Files.delete(aside);
        }
    }

    private static void writeThrough(Path aside) throws IOException {
        byte[] key = new byte[NodeKey.BYTES];
        new SecureRandom().nextBytes(key);
        ByteBuffer text = ByteBuffer.wrap(Base64.getEncoder().encode(key));
        try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
            while (text.hasRemaining()) {
                channel.write(text);
            }
            channel.force(true);
        }
    }

    private void syncFolder() throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private void warnOfLoosePermissions() throws IOException {
        Set<PosixFilePermission> others = EnumSet.copyOf(Files.getPosixFilePermissions(file));
        others.removeAll(OWNER_ONLY);
        others.remove(PosixFilePermission.OWNER_EXECUTE);
        if (!others.isEmpty()) {
            LOG.warn("The key file {} may be used by others than its owner. Run: chmod 600 {}", file, file);
        }
    }
}
