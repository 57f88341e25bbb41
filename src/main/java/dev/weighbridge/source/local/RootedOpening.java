package dev.weighbridge.source.local;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Opens a file by going down from its root through handles of open directories and following no link on the way. So a folder that somebody
 * replaces by a link, between the check of the path and the opening, leads nowhere.
 */
final class RootedOpening {

    private RootedOpening() {}

    /**
     * @param root a real directory
     * @param real a path below it without links
     * @throws IOException if there is a link on the way now, or the file cannot be opened
     */
    @SuppressWarnings("StreamResourceLeak") // each folder on the way is closed as soon as the next one is open
    static SeekableByteChannel open(Path root, Path real) throws IOException {
        DirectoryStream<Path> start = Files.newDirectoryStream(root);
        if (!(start instanceof SecureDirectoryStream<Path> directory)) {
            start.close();
            throw new IOException("this operating system cannot open files relative to a directory");
        }
        Path names = root.relativize(real);
        for (int i = 0; i < names.getNameCount() - 1; i++) {
            try (SecureDirectoryStream<Path> parent = directory) {
                directory = parent.newDirectoryStream(names.getName(i), LinkOption.NOFOLLOW_LINKS);
            }
        }
        try (SecureDirectoryStream<Path> parent = directory) {
            return parent.newByteChannel(names.getFileName(), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        }
    }
}
