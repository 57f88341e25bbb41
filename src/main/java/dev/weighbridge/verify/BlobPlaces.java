package dev.weighbridge.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.center.ModelCenters;
import dev.weighbridge.ingestion.IngestionBlobs;
import dev.weighbridge.ingestion.KnownSource;
import dev.weighbridge.net.ShownUrl;
import dev.weighbridge.source.ModelSource;
import dev.weighbridge.source.ModelSources;
import dev.weighbridge.source.SourceAccess;
import dev.weighbridge.store.WeighedBlob;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Finds out where a blob's bytes may still be had. Tokens of single requests are gone with them; what a centre may read is read by its credentials. */
@Component
class BlobPlaces {

    private static final Logger LOG = LoggerFactory.getLogger(BlobPlaces.class);

    private static final int LOOKED_AT = 50;

    private static final int TRIED = 5;

    private final IngestionBlobs ingestions;

    private final ModelCenters centers;

    private final ModelSources sources;

    BlobPlaces(IngestionBlobs ingestions, ModelCenters centers, ModelSources sources) {
        this.ingestions = ingestions;
        this.centers = centers;
        this.sources = sources;
    }

    /**
     * A place that a blob's bytes were at.
     *
     * @param shown its name for the model's owner: nothing of it if only another account imported from there
     */
    record Place(String shown, ModelReference reference, ModelSource source, SourceAccess access, SourceFile file) {}

    /** The places, those of the account itself first and the latest of them first; a few. */
    List<Place> of(String blobUuid, String accountUuid) {
        List<Place> places = new ArrayList<>();
        Set<String> locators = new HashSet<>();
        ingestions.sources(blobUuid, LOOKED_AT).stream().sorted(Comparator.comparing(known -> !known.accountUuid().equals(accountUuid)))
                .filter(known -> locators.add(known.file().locator()))
                .forEach(known -> place(known, accountUuid).filter(place -> places.size() < TRIED).ifPresent(places::add));
        return places;
    }

    private Optional<Place> place(KnownSource known, String accountUuid) {
        String center = known.given().modelCenterUuid();
        try {
            return centers.find(center).map(there -> {
                var reference = there.place().reference(known.kind(), known.given().installPath());
                boolean own = known.accountUuid().equals(accountUuid);
                return new Place(own ? ShownUrl.ofReference(known.file().locator()) : "where another account imported it from", reference,
                        sources.of(reference), centers.access(center), known.file());
            });
        } catch (IngestionException unreadable) {
            LOG.info("Nothing can be read any more from where '{}' came from: {}", known.file().path(), unreadable.getMessage());
            return Optional.empty();
        }
    }

    /** The same file as its place lists it now: it may have been put back, with other times and another name for its version. */
    static Optional<Place> asListedNow(Place place, WeighedBlob blob) {
        return place.source().list(place.reference(), place.access()).files().stream()
                .filter(file -> file.path().equals(place.file().path()) && file.size() == blob.size() && isNotAnother(file, blob))
                .findFirst()
                .map(file -> new Place(place.shown(), place.reference(), place.source(), place.access(), file));
    }

    private static boolean isNotAnother(SourceFile file, WeighedBlob blob) {
        Digest announced = file.announced();
        return announced == null || announced.algorithm() != Digest.Algorithm.SHA256 || announced.hex().equals(blob.sha256());
    }
}
