package dev.weighbridge.source.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * What the file system says of a file, links followed. Two equal states of one path mean the same bytes, if the state is settled.
 *
 * @param size bytes
 * @param modified when the bytes were last written, as far as nobody set it back
 * @param changed when the inode last changed, which nobody can set
 */
record FileState(long size, Instant modified, Instant changed, long inode, long device) {

    /**
     * A file written twice within one tick of the file system's clock has the same size and times after both (git calls such entries racy,
     * see its Documentation/technical/racy-git.txt). So a state proves nothing about bytes until its times lie further back than the
     * coarsest tick in use: 2 s on FAT, 1 s on old NFS servers.
     */
    private static final Duration COARSEST_TICK = Duration.ofSeconds(2);

    static FileState of(Path path) throws IOException {
        Map<String, Object> raw = Files.readAttributes(path, "unix:size,lastModifiedTime,ctime,ino,dev");
        return new FileState(number(raw, "size"), instant(raw, "lastModifiedTime"), instant(raw, "ctime"), number(raw, "ino"),
                number(raw, "dev"));
    }

    /** All of it as text, to compare with later. */
    String validator() {
        return "size=" + size + " mtime=" + modified + " ctime=" + changed + " inode=" + inode + " device=" + device;
    }

    boolean isSettled(Instant now) {
        Instant settled = now.minus(COARSEST_TICK);
        return modified.isBefore(settled) && changed.isBefore(settled);
    }

    private static Instant instant(Map<String, Object> raw, String name) {
        return ((FileTime) Objects.requireNonNull(raw.get(name))).toInstant();
    }

    private static long number(Map<String, Object> raw, String name) {
        return ((Number) Objects.requireNonNull(raw.get(name))).longValue();
    }
}
