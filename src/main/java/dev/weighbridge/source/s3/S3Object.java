package dev.weighbridge.source.s3;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.net.OutboundResponse;
import org.apache.commons.codec.binary.Hex;
import org.apache.hc.client5.http.utils.DateUtils;
import org.jspecify.annotations.Nullable;

/**
 * What a server says of an object, in a listing or in the headers of an answer.
 *
 * @param key as it is
 * @param etag without quotes; null if the server tells none. It changes with the bytes. It may be their MD5, which is no announcement: nobody can
 *     tell whether it is, and MD5 proves nothing
 * @param sha256 the checksum that the server keeps of all bytes, or null
 * @param checksums whether to ask for the checksum is worth it
 * @param isArchived whether the object is in a storage class that is not read at once, as far as known here
 */
record S3Object(String key, long size, @Nullable String etag, @Nullable Instant modified, @Nullable Digest sha256, Checksums checksums,
        boolean isArchived) {

    private static final Set<String> ARCHIVES = Set.of("GLACIER", "DEEP_ARCHIVE");

    /** Whether the server keeps a SHA-256 of all bytes. */
    enum Checksums {
        SHA256, OTHERS, UNTOLD
    }

    /**
     * An entry of a listing.
     *
     * @param entry the texts of its elements by their names
     * @throws IllegalArgumentException if it has no size
     * @throws java.time.DateTimeException if its time is none
     */
    static S3Object of(String key, Map<String, String> entry) {
        String etag = unquoted(entry.get("ETag"));
        String algorithms = entry.get("ChecksumAlgorithm");
        boolean inParts = isInParts(etag) && !"FULL_OBJECT".equals(entry.get("ChecksumType"));
        boolean isRuledOut = inParts || algorithms != null && !List.of(algorithms.split(" ")).contains("SHA256");
        Checksums checksums = isRuledOut ? Checksums.OTHERS : algorithms == null ? Checksums.UNTOLD : Checksums.SHA256;
        String modified = entry.get("LastModified");
        return new S3Object(key, size(S3Page.given(entry, "Size").strip()), etag, modified == null ? null : Instant.parse(modified.strip()),
                null,
                checksums, isArchive(entry.get("StorageClass")));
    }

    /** What the headers of an answer to HEAD say. */
    static S3Object of(OutboundResponse response, S3Place place, S3Failures failures) {
        String length = response.header("Content-Length");
        String etag = unquoted(response.header("ETag"));
        String type = String.valueOf(response.header("Content-Type")).toLowerCase(Locale.ROOT);
        String name = place.key().toLowerCase(Locale.ROOT);
        boolean isPage = type.startsWith("text/html") && !name.endsWith(".html") && !name.endsWith(".htm");
        if (length == null || !length.matches("[0-9]{1,18}") || isPage && response.header("x-amz-request-id") == null) {
            throw failures.noS3("read", "it answers with a web page, or without a length");
        }
        String modified = response.header("Last-Modified");
        String restored = response.header("x-amz-restore");
        boolean isArchived = isArchive(response.header("x-amz-storage-class"))
                && (restored == null || !restored.contains("ongoing-request=\"false\""));
        return new S3Object(place.key(), Long.parseLong(length), etag, modified == null ? null : DateUtils.parseStandardDate(modified),
                sha256(response, etag), Checksums.OTHERS, isArchived);
    }

    /** An empty object whose name ends with a slash, which consoles make to show a folder. */
    boolean isMarker() {
        return size == 0 && key.endsWith("/");
    }

    /** @param announced by whoever published the files; counts more than what the server keeps, because the server keeps what it was sent */
    SourceFile file(String path, String locator, @Nullable Digest announced) {
        return new SourceFile(path, size, announced == null ? sha256 : announced, locator, etag == null ? null : validator(etag),
                etag != null);
    }

    /** What tells that this is another object than the listed one, or null if nothing does. */
    static @Nullable String differenceFrom(SourceFile listed, @Nullable String etagHeader) {
        String etag = unquoted(etagHeader);
        return listed.validator() == null || etag != null && listed.validator().equals(validator(etag)) ? null : "its ETag is another";
    }

    /** The listed object's ETag with its quotes, for {@code If-Match}; null if it has none. */
    static @Nullable String quotedEtag(SourceFile listed) {
        return listed.validator() == null ? null : listed.validator().substring("etag=".length());
    }

    private static String validator(String etag) {
        return "etag=\"" + etag + "\"";
    }

    private static @Nullable String unquoted(@Nullable String etag) {
        String bare = etag == null ? "" : etag.strip().replaceFirst("^W/", "").replace("\"", "");
        return bare.isEmpty() ? null : bare;
    }

    /** Amazon's ETag of an object that came in parts ends with their number; a checksum may then be one of the parts' checksums. */
    private static boolean isInParts(@Nullable String etag) {
        return etag != null && etag.matches(".*-[0-9]+");
    }

    private static long size(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("no size");
        }
        return Long.parseLong(text);
    }

    private static boolean isArchive(@Nullable String storageClass) {
        return storageClass != null && ARCHIVES.contains(storageClass);
    }

    private static @Nullable Digest sha256(OutboundResponse response, @Nullable String etag) {
        String kept = response.header("x-amz-checksum-sha256");
        String type = response.header("x-amz-checksum-type");
        if (kept == null || !kept.matches("[A-Za-z0-9+/]{43}=") || type != null && !type.equals("FULL_OBJECT")
                || type == null && isInParts(etag)) {
            return null;
        }
        return Digest.sha256(Hex.encodeHexString(Base64.getDecoder().decode(kept)));
    }
}
