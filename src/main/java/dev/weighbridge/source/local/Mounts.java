package dev.weighbridge.source.local;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;

/** Where NFS exports are mounted on this machine. */
final class Mounts {

    private final Map<String, Path> directories;

    Mounts(Map<String, String> configured) {
        this.directories = configured.entrySet().stream().collect(Collectors.toUnmodifiableMap(
                mount -> normal(mount.getKey()), mount -> Path.of(mount.getValue()).toAbsolutePath()));
    }

    Collection<Path> directories() {
        return directories.values();
    }

    /**
     * The path of this machine that {@code host:/export/dir} lies at: below the mount with the longest export that it begins with.
     *
     * @throws IngestionException SOURCE_NOT_ALLOWED if no such mount is configured
     */
    Path pathOf(String location) {
        String wanted = normal(location);
        for (String export = wanted; export.indexOf('/') >= 0; export = parent(export)) {
            Path directory = directories.get(export);
            if (directory != null) {
                String rest = wanted.substring(export.length()).replaceFirst("^/+", "");
                return rest.isEmpty() ? directory : directory.resolve(rest);
            }
        }
        throw new IngestionException(FailureKind.SOURCE_NOT_ALLOWED, "Could not find the export of '" + location
                + "': it is not mounted for models on this node. Add it to weighbridge.sources.mounts, as in mounts[host:/export]=/directory.");
    }

    /** {@code host:/a/b} to {@code host:/a} to {@code host:/} to {@code host:}, which is none any more. */
    private static String parent(String export) {
        int slash = export.lastIndexOf('/');
        boolean top = export.indexOf('/') == slash;
        return top && slash < export.length() - 1 ? export.substring(0, slash + 1) : export.substring(0, slash);
    }

    private static String normal(String location) {
        int colon = location.indexOf(':');
        String path = location.substring(colon + 1).replaceAll("/+", "/");
        String trimmed = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return location.substring(0, colon).toLowerCase(Locale.ROOT) + ":" + trimmed;
    }
}
