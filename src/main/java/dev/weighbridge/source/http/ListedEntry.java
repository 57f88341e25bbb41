package dev.weighbridge.source.http;

import java.net.URI;
import java.time.Instant;

import dev.weighbridge.artifact.SourceFile;
import org.jspecify.annotations.Nullable;

/**
 * A file or folder that a page lists.
 *
 * @param path below the page's folder, percent-decoded; checked by {@link dev.weighbridge.artifact.ArtifactPath}
 * @param url a folder's ends with a slash
 * @param size bytes, or {@link SourceFile#UNKNOWN_SIZE} when the page tells none or a rounded one
 * @param modified null when the page tells no time, or one without its zone
 */
record ListedEntry(String path, String url, boolean isFolder, long size, @Nullable Instant modified) {

    /** Smaller than that a file has one part, and a broken one is begun anew. */
    private static final long SMALL = 8L * 1024 * 1024;

    /** Whether all that is needed of a file is known from the page: where it breaks, a small file is begun anew, which needs no validator. */
    boolean needsNoProbe() {
        return size != SourceFile.UNKNOWN_SIZE && size < SMALL;
    }

    /** The same entry, seen from further above. */
    ListedEntry below(String folder) {
        return folder.isEmpty() ? this : new ListedEntry(folder + "/" + path, url, isFolder, size, modified);
    }

    URI location() {
        return URI.create(url);
    }
}
