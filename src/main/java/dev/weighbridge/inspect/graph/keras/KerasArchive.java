package dev.weighbridge.inspect.graph.keras;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;

import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SafetyKind;
import dev.weighbridge.inspect.graph.Pages;
import dev.weighbridge.inspect.graph.TensorList;
import dev.weighbridge.inspect.graph.hdf.HdfFile;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.JsonHead;
import dev.weighbridge.inspect.head.OpenFile;
import dev.weighbridge.inspect.head.Outline;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** The members of a {@code .keras} archive, by its central directory, as Python reads it. */
final class KerasArchive {

    /** Such an archive has few members: the model's assets are vocabularies. */
    private static final long MAX_DIRECTORY = 2L << 20;

    private static final long MAX_CONFIG = 64L << 20;

    private static final long MAX_METADATA = 64L << 10;

    /** Deflate makes a thousandth of zeros at best (RFC 1951); trained weights hardly shrink. */
    private static final long SUSPICIOUS_RATIO = 100;

    private static final long LARGE = 64L << 20;

    private static final int LOOKED_AT = 8 * 1024;

    private final OpenFile file;

    private final FileNotes notes;

    private final FileChannelView channel;

    private final String shown;

    KerasArchive(OpenFile file, FileNotes notes) {
        this.file = file;
        this.notes = notes;
        this.channel = new FileChannelView(file, MAX_DIRECTORY);
        this.shown = "'" + file.path() + "'";
    }

    void read() {
        try (ZipFile zip = ZipFile.builder().setSeekableByteChannel(channel).setIgnoreLocalFileHeader(true).get()) {
            List<ZipArchiveEntry> members = members(zip);
            if (members.stream().noneMatch(member -> member.getName().equals("config.json"))) {
                throw file.malformed("it is no archive of Keras: it has no config.json", 0);
            }
            for (ZipArchiveEntry member : members) {
                switch (member.getName()) {
                    case "config.json" -> config(zip, member);
                    case "metadata.json" -> metadata(zip, member);
                    case "model.weights.h5" -> weights(zip, member);
                    default -> {
                        // An asset.
                    }
                }
            }
        } catch (IOException | IllegalArgumentException broken) {
            throw broken(broken);
        }
    }

    private List<ZipArchiveEntry> members(ZipFile zip) {
        List<ZipArchiveEntry> members = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (var entries = zip.getEntries(); entries.hasMoreElements();) {
            ZipArchiveEntry member = entries.nextElement();
            String name = member.getName();
            if (!names.add(name)) {
                notes.warn(SafetyKind.ARCHIVE,
                        shown + " has two members " + OpenFile.shown(name) + ": programs differ in which they read.");
            }
            if (member.getSize() > LARGE && member.getSize() / SUSPICIOUS_RATIO > member.getCompressedSize()) {
                notes.warn(SafetyKind.ARCHIVE, shown + " has a member " + OpenFile.shown(name) + " of " + member.getCompressedSize()
                        + " bytes that unpacks to " + member.getSize() + ".");
            }
            members.add(member);
        }
        return members;
    }

    private void config(ZipFile zip, ZipArchiveEntry member) throws IOException {
        try (InputStream json = open(zip, member, MAX_CONFIG)) {
            if (json != null) {
                KerasModel.note(json, notes, "config.json of " + shown);
            }
        }
    }

    private void metadata(ZipFile zip, ZipArchiveEntry member) throws IOException {
        try (InputStream json = open(zip, member, MAX_METADATA)) {
            if (json != null) {
                String version = Outline.read(JsonHead.parser(json), Set.of("keras_version")).text("keras_version");
                if (version != null) {
                    notes.state("frameworkVersion", "Keras " + version.strip(), "keras_version in metadata.json of " + file.path());
                }
            }
        } catch (JacksonException broken) {
            notes.find("The metadata.json of " + shown + " cannot be read.");
        }
    }

    /** The bytes of a member, or null, and a danger, if they cannot be read as Python may read them. */
    private @Nullable InputStream open(ZipFile zip, ZipArchiveEntry member, long most) throws IOException {
        if (member.getSize() > most) {
            notes.warn(SafetyKind.ARCHIVE, shown + " has a member " + member.getName() + " that unpacks to more than " + most
                    + " bytes and is not looked into.");
            return null;
        }
        if (!zip.canReadEntryData(member)) {
            notes.warn(SafetyKind.KERAS_LAMBDA, shown + " has a member " + member.getName()
                    + " that is encrypted, or compressed in a way that is not known here: whether it has Lambda layers is not known.");
            return null;
        }
        channel.allow(most);
        return new BoundedStream(zip.getInputStream(member), most);
    }

    private void weights(ZipFile zip, ZipArchiveEntry member) throws IOException {
        if (member.getMethod() != ZipEntry.STORED) {
            notes.find("The model.weights.h5 in " + shown + " is compressed; its tensors are not counted.");
            return;
        }
        channel.allow(MAX_DIRECTORY);
        zip.getRawInputStream(member);
        long start = member.getDataOffset();
        if (start < 0 || member.getSize() < 0 || start > file.size() - member.getSize()) {
            throw file.malformed("its member model.weights.h5 lies beyond the end", file.size());
        }
        var pages = new Pages(file, start, member.getSize());
        byte[] head = new byte[(int) Math.min(LOOKED_AT, member.getSize())];
        file.read(start, head, 0, head.length);
        if (!HdfFile.begins(head)) {
            throw file.malformed("its member model.weights.h5 does not begin as HDF5", start);
        }
        KerasWeights.note(HdfFile.read(pages, head), new TensorList(file, notes), notes, "model.weights.h5 of " + shown);
    }

    private IngestionException broken(Exception cause) {
        return file.malformed("the zip archive is broken (" + cause.getMessage() + ")", file.size());
    }
}
