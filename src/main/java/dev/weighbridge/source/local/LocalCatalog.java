package dev.weighbridge.source.local;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.source.CatalogEntry;
import dev.weighbridge.source.Fingerprint;
import dev.weighbridge.source.ModelCatalog;
import dev.weighbridge.source.Shelf;
import dev.weighbridge.source.ShelfLimit;
import dev.weighbridge.source.SourceAccess;
import org.springframework.stereotype.Component;

/** The folders below a folder of this machine or of a mounted export: each that holds a file is a model. Hidden ones are none. */
@Component
final class LocalCatalog implements ModelCatalog {

    private final LocalSource source;

    LocalCatalog(LocalSource source) {
        this.source = source;
    }

    @Override
    public boolean lists(Shelf shelf) {
        return shelf.kind() == Shelf.Kind.FOLDER && source.reads(shelf.place());
    }

    @Override
    public List<CatalogEntry> list(Shelf shelf, int most, SourceAccess access) {
        Path folder = source.folder(shelf.place());
        var found = new ShelfLimit(shelf, most);
        for (Path model : folders(folder, found)) {
            entry(shelf.place(), model, access).ifPresent(entry -> found.add(List.of(entry)));
        }
        return found.entries();
    }

    private static List<Path> folders(Path folder, ShelfLimit limit) {
        List<Path> folders = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, LocalCatalog::isAModel)) {
            for (Path entry : entries) {
                folders.add(entry);
                limit.check(folders.size());
            }
        } catch (DirectoryIteratorException failed) {
            throw LocalFailures.explain(folder, Objects.requireNonNull(failed.getCause()));
        } catch (IOException failed) {
            throw LocalFailures.explain(folder, failed);
        }
        return folders.stream().sorted().toList();
    }

    private static boolean isAModel(Path entry) {
        return Files.isDirectory(entry) && !entry.getFileName().toString().startsWith(".");
    }

    /** An empty folder is no model yet, and one that was removed a moment ago is none any more. */
    private Optional<CatalogEntry> entry(ModelReference place, Path model, SourceAccess access) {
        String reference = place.location().replaceAll("/+$", "").replaceAll("/\\.$", "") + "/" + model.getFileName();
        try {
            String state = Fingerprint.of(source.list(place.with(reference), access).files());
            return Optional.of(new CatalogEntry(reference, "", reference, state, null));
        } catch (IngestionException failed) {
            if (failed.kind() == FailureKind.SOURCE_NOT_FOUND) {
                return Optional.empty();
            }
            throw failed;
        }
    }
}
