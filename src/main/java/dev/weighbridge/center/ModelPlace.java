package dev.weighbridge.center;

import java.io.IOException;
import java.util.List;

import dev.weighbridge.artifact.Container;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.source.Choice;
import dev.weighbridge.source.FileChoice;
import dev.weighbridge.source.Listing;
import dev.weighbridge.source.ModelSource;
import dev.weighbridge.source.Selection;
import dev.weighbridge.source.SourceAccess;
import dev.weighbridge.source.SourceStream;

/**
 * Where a model lies, who reads it, with what right, and which of its files are wanted.
 *
 * @param announcementsAreTrusted whether a SHA-256 that is announced here proves that the reader may have those bytes
 */
public record ModelPlace(ModelReference reference, ModelSource source, SourceAccess access, Selection selection,
        boolean announcementsAreTrusted) {

    /** The same place, read by another. */
    ModelPlace from(ModelSource other) {
        return new ModelPlace(reference, other, access, selection, announcementsAreTrusted);
    }

    /** What the place holds now, with an archive marked as such if it is to be unpacked. */
    public Listing list() {
        Listing listing = source.list(reference, access);
        if (!reference.unpack()) {
            return listing;
        }
        SourceFile file = listing.files().getFirst();
        Container.Format format = listing.files().size() == 1 ? Container.Format.named(file.path()) : null;
        if (format == null) {
            throw new IngestionException(FailureKind.INVALID_REQUEST,
                    "Could not unpack the model: what lies there is not one file whose name ends with .tar, .tar.gz, .tar.zst or .zip. Leave '?unpack' out, or name the archive.");
        }
        return listing.with(List.of(file.unpacked(Container.of(format))));
    }

    /** Which of the listed files are taken. May read an index that says so. */
    public Choice choose(Listing listing) {
        return FileChoice.choose(listing, selection, this::read);
    }

    private byte[] read(SourceFile index, int limit) {
        try (SourceStream bytes = source.open(index, 0, access)) {
            byte[] all = bytes.readNBytes(limit + 1);
            if (all.length > limit) {
                throw new IngestionException(FailureKind.LIMIT_EXCEEDED, "Could not read '" + index.path() + "': it has more than " + limit
                        + " bytes, which no index of weights needs. Name the files to take by 'include', or take 'all' weights.");
            }
            return all;
        } catch (IOException broken) {
            throw new IngestionException(FailureKind.SOURCE_UNAVAILABLE,
                    "Could not read '" + index.path() + "': the connection broke. It is tried again later.", broken);
        }
    }
}
