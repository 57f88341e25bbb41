package dev.weighbridge.source.s3;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.source.AtOnce;
import dev.weighbridge.source.ChecksumList;
import org.jspecify.annotations.Nullable;

/**
 * The digests that whoever filled the bucket put beside the files: by a list, {@code SHA256SUMS}, at the prefix, and for an object that it does not
 * name by {@code <key>.sha256}. Below a prefix both stay files of the model. The same rules as for folders of web servers.
 */
final class PublishedDigests {

    /** Room for 100,000 lines with names of some 90 bytes. */
    private static final int LONGEST_LIST = 16 * 1024 * 1024;

    private static final Set<String> LISTS = Set.of("sha256sums", "sha256sums.txt", "sha256sum.txt");

    private static final String ENDING = ".sha256";

    private final S3Bucket bucket;

    private final S3Place place;

    PublishedDigests(S3Bucket bucket, S3Place place) {
        this.bucket = bucket;
        this.place = place;
    }

    /** The digest beside one object, or null. What waiting may cure is thrown; a refusal means that there is none. */
    @Nullable
    Digest besideTheObject(String name) {
        try {
            return ChecksumList.digestOf(bucket.text(place.at(place.key() + ENDING), ChecksumList.MAX_BYTES), name);
        } catch (IngestionException refused) {
            if (refused.kind().waitingHelps()) {
                throw refused;
            }
            return null;
        }
    }

    /**
     * The digests by the objects' paths; an object without one is not among them.
     *
     * @throws IngestionException MALFORMED_ARTIFACT if a list cannot be read, contradicts another or itself, or names what is not there
     */
    Map<String, Digest> of(Map<String, S3Object> objects) {
        Map<String, Digest> found = new HashMap<>();
        for (Map.Entry<String, S3Object> object : objects.entrySet()) {
            if (LISTS.contains(object.getKey().toLowerCase(Locale.ROOT))) {
                takeList(object.getKey(), object.getValue(), objects, found);
            }
        }
        List<String> others = objects.keySet().stream().filter(path -> !found.containsKey(path) && isBeside(objects.get(path + ENDING)))
                .toList();
        AtOnce.ask(others, path -> new Beside(path, beside(path))).forEach(one -> {
            if (one.digest() != null) {
                found.put(one.path(), one.digest());
            }
        });
        return found;
    }

    private record Beside(String path, @Nullable Digest digest) {}

    private static boolean isBeside(@Nullable S3Object object) {
        return object != null && object.size() <= ChecksumList.MAX_BYTES;
    }

    private @Nullable Digest beside(String path) {
        String text = bucket.text(place.at(place.key() + path + ENDING), ChecksumList.MAX_BYTES);
        return ChecksumList.digestOf(text, path.substring(path.lastIndexOf('/') + 1));
    }

    private void takeList(String path, S3Object list, Map<String, S3Object> objects, Map<String, Digest> found) {
        String text = bucket.text(place.at(list.key()), LONGEST_LIST);
        List<ChecksumList.Line> lines = ChecksumList.lines(text).toList();
        if (lines.isEmpty() && !text.isBlank()) {
            throw unfit(path, "none of its lines has the form '<64 hex digits>  <name>'", "Correct the list, or remove it");
        }
        for (ChecksumList.Line line : lines) {
            if (line.name().equals(path)) {
                continue; // whoever made it had it there already; its digest cannot be in itself
            }
            if (!objects.containsKey(line.name())) {
                throw unfit(path, "it names '" + shown(line.name()) + "', which is not there",
                        "The copy is incomplete: add the object, or take it off the list");
            }
            Digest before = found.putIfAbsent(line.name(), line.digest());
            if (before != null && !before.equals(line.digest())) {
                throw unfit(path, "two different digests are announced for '" + shown(line.name()) + "'", "Correct the list");
            }
        }
    }

    private static String shown(String name) {
        String clean = name.replaceAll("\\p{Cntrl}", "?");
        return clean.length() > 100 ? clean.substring(0, 100) + "…" : clean;
    }

    private IngestionException unfit(String list, String why, String what) {
        return new IngestionException(FailureKind.MALFORMED_ARTIFACT,
                "Could not check the files by " + place.at(place.key() + list) + ": " + why + ". " + what + ".");
    }
}
