package dev.weighbridge.source.s3;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.source.AtOnce;
import dev.weighbridge.source.Listing;
import org.jspecify.annotations.Nullable;

/** One listing of a place: the object of this name if there is one, else all below it. */
final class S3Listing {

    /** So many objects are asked for the checksum that their server keeps; at sixteen at once they take about as long as listing 100,000 objects. */
    private static final int MOST_LOOKS = 1000;

    private final S3Bucket bucket;

    private final S3Place place;

    private final int most;

    S3Listing(S3Bucket bucket, S3Place place, int most) {
        this.bucket = bucket;
        this.place = place;
        this.most = most;
    }

    /**
     * Lists. A bucket may tell "you may not" of an object that is not there, so a prefix is tried before that is believed.
     *
     * @throws IngestionException what the server's refusal calls for
     */
    Listing read() {
        IngestionException denied = null;
        if (!place.isPrefix()) {
            try {
                S3Object object = bucket.find(place);
                if (object != null) {
                    return single(object);
                }
            } catch (IngestionException refused) {
                if (refused.kind() != FailureKind.SOURCE_DENIED) {
                    throw refused;
                }
                denied = refused;
            }
        }
        try {
            return below(place.folder());
        } catch (IngestionException nothing) {
            throw denied != null && nothing.kind() == FailureKind.SOURCE_NOT_FOUND ? denied : nothing;
        }
    }

    private Listing single(S3Object object) {
        refuseArchived(object);
        String name = place.key().substring(place.key().lastIndexOf('/') + 1);
        Digest announced = new PublishedDigests(bucket, place).besideTheObject(name);
        return new Listing(null, null, object.modified(), List.of(object.file(name, place.locator(bucket.region()), announced)));
    }

    private Listing below(S3Place prefix) {
        Map<String, S3Object> objects = new S3Folder(bucket, prefix, most).objects();
        Map<String, Digest> published = new PublishedDigests(bucket, prefix).of(objects);
        look(objects, published);
        List<SourceFile> files = new ArrayList<>();
        objects.forEach((path, object) -> files
                .add(object.file(path, place.at(object.key()).locator(bucket.region()), published.get(path))));
        Instant latest = objects.values().stream().map(S3Object::modified).filter(Objects::nonNull).max(Comparator.naturalOrder())
                .orElse(null);
        return new Listing(null, null, latest, files);
    }

    /** Takes a closer look at those objects of which a server has more to say than a listing shows, if they are not too many. */
    private void look(Map<String, S3Object> objects, Map<String, Digest> published) {
        boolean isSmall = objects.size() <= MOST_LOOKS;
        List<String> paths = objects.keySet().stream()
                .filter(path -> isWorthALook(Objects.requireNonNull(objects.get(path)), published.get(path), isSmall)).toList();
        if (paths.size() <= MOST_LOOKS) {
            List<S3Object> looked = AtOnce.ask(paths,
                    path -> bucket.look(place.at(Objects.requireNonNull(objects.get(path)).key())));
            for (int index = 0; index < paths.size(); index++) {
                refuseArchived(looked.get(index));
                objects.put(paths.get(index), looked.get(index));
            }
        }
    }

    private static boolean isWorthALook(S3Object object, @Nullable Digest published, boolean isSmall) {
        return object.isArchived()
                || published == null && (object.checksums() == S3Object.Checksums.SHA256
                        || object.checksums() == S3Object.Checksums.UNTOLD && isSmall);
    }

    private void refuseArchived(S3Object object) {
        if (object.isArchived()) {
            throw bucket.failures(place.at(object.key())).archived("read");
        }
    }
}
