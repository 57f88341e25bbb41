package dev.weighbridge.source.s3;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.weighbridge.artifact.ArtifactPath;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;

/** All objects below a prefix, page by page. */
final class S3Folder {

    private final S3Bucket bucket;

    private final S3Place prefix;

    private final int most;

    /** @param most how many objects may be met, markers of folders among them */
    S3Folder(S3Bucket bucket, S3Place prefix, int most) {
        this.bucket = bucket;
        this.prefix = prefix;
        this.most = most;
    }

    /**
     * The objects by their paths below the prefix, without the markers of folders.
     *
     * @throws IngestionException SOURCE_NOT_FOUND if there is none, LIMIT_EXCEEDED, MALFORMED_ARTIFACT for a key that cannot be a path
     */
    Map<String, S3Object> objects() {
        Map<String, S3Object> objects = new LinkedHashMap<>();
        int met = 0;
        String next = null;
        do {
            S3Page page = bucket.page(prefix, next);
            met += Math.max(1, page.objects().size());
            if (met > most) {
                throw new IngestionException(FailureKind.LIMIT_EXCEEDED, "Could not list " + prefix + ": there are more than " + most
                        + " objects. Give a longer prefix, or raise weighbridge.sources.max-files.");
            }
            for (S3Object object : page.objects()) {
                if (!object.isMarker()) {
                    objects.put(ArtifactPath.check(object.key().substring(prefix.key().length())), object);
                }
            }
            if (page.next() != null && page.next().equals(next)) {
                throw bucket.failures(prefix).noS3("list", "its listing does not go on");
            }
            next = page.next();
        } while (next != null);
        if (objects.isEmpty()) {
            throw new IngestionException(FailureKind.SOURCE_NOT_FOUND,
                    "Could not list " + prefix + ": there is no object of this name or below it. Check the reference.");
        }
        refuseFilesThatAreFolders(objects);
        return objects;
    }

    /** A bucket takes {@code a} and {@code a/b}; no folder does. */
    private void refuseFilesThatAreFolders(Map<String, S3Object> objects) {
        for (String path : objects.keySet()) {
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                String folder = path.substring(0, slash);
                if (objects.containsKey(folder)) {
                    throw new IngestionException(FailureKind.MALFORMED_ARTIFACT, "Could not list " + prefix + ": '" + folder
                            + "' is an object and other objects lie below it, which no folder can hold. Rename it, or give a longer prefix.");
                }
            }
        }
    }
}
