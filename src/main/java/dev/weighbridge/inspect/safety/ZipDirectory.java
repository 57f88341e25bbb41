package dev.weighbridge.inspect.safety;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.weighbridge.artifact.SafetyKind;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.OpenFile;
import org.jspecify.annotations.Nullable;

/** Looks through the directory of a zip archive: where its entries would land, what they become, whether they share bytes. */
final class ZipDirectory {

    /** Of a checkpoint each tensor is an entry; the largest have some 150,000. */
    private static final int MAX_ENTRIES = 250_000;

    private final OpenFile file;

    private final ZipEnd end;

    private final FileNotes notes;

    private final EntryNames names;

    private final List<Extent> extents = new ArrayList<>();

    private @Nullable String encrypted;

    private long unpacked;

    private record Extent(String name, long from, long to) {}

    ZipDirectory(OpenFile file, ZipEnd end, FileNotes notes) {
        this.file = file;
        this.end = end;
        this.notes = notes;
        this.names = new EntryNames(file.path(), notes);
    }

    void look() {
        try (var directory = new DataInputStream(file.stream(end.directory(), end.directory() + end.size()))) {
            ZipEntry entry = ZipEntry.read(directory);
            for (int count = 0; entry != null && count < MAX_ENTRIES; count++) {
                take(entry);
                entry = ZipEntry.read(directory);
            }
            if (entry != null) {
                warn("has more than " + MAX_ENTRIES + " entries; the rest was not looked at");
            }
        } catch (EOFException cut) {
            notes.find("The directory of '" + file.path() + "' ends within an entry.");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        conclude();
    }

    private void take(ZipEntry entry) {
        names.take(entry.name(), entry.isLink() ? "" : null);
        encrypted = encrypted == null && entry.isEncrypted() ? entry.name() : encrypted;
        long size = entry.unpacked() < 0 ? Long.MAX_VALUE : entry.unpacked();
        unpacked = unpacked > Long.MAX_VALUE - size ? Long.MAX_VALUE : unpacked + size;
        extents.add(new Extent(entry.name(), entry.offset(), entry.end()));
    }

    private void conclude() {
        names.conclude();
        if (encrypted != null) {
            warn("is encrypted and cannot be looked into, the entry " + OpenFile.shown(encrypted) + " for one");
        }
        if (Archives.isBomb(file.size(), unpacked)) {
            warn("has " + file.size() + " bytes and says that it unpacks to " + unpacked);
        }
        String shared = shared();
        if (shared != null) {
            warn("packs several entries into the same bytes, " + shared + ", as bombs do that look small");
        }
    }

    private @Nullable String shared() {
        extents.sort(Comparator.comparingLong(Extent::from));
        Extent furthest = null;
        for (Extent extent : extents) {
            if (furthest != null && extent.from() < furthest.to()) {
                return OpenFile.shown(furthest.name()) + " and " + OpenFile.shown(extent.name());
            }
            furthest = furthest == null || extent.to() > furthest.to() ? extent : furthest;
        }
        return null;
    }

    private void warn(String what) {
        notes.warn(SafetyKind.ARCHIVE, "'" + file.path() + "' is a zip archive that " + what + ".");
    }
}
