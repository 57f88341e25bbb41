package dev.weighbridge.source.http;

import java.time.Instant;

import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.net.OutboundResponse;
import dev.weighbridge.source.ContentRange;
import dev.weighbridge.source.RangedFetch;
import org.apache.hc.client5.http.utils.DateUtils;
import org.jspecify.annotations.Nullable;

/**
 * What a server says of a file in the headers of one answer.
 *
 * @param size of the whole file in bytes, or {@link SourceFile#UNKNOWN_SIZE}
 * @param endIsMarked whether the whole file's end can be told from a broken connection
 * @param etag as it was sent, with its quotes and {@code W/}
 */
record RemoteFile(long size, boolean endIsMarked, @Nullable String etag, @Nullable String lastModified) {

    static RemoteFile of(OutboundResponse response) {
        ContentRange range = ContentRange.parse(response.header("Content-Range"));
        boolean whole = response.status() == 200;
        long size = whole ? response.contentLength() : range == null ? SourceFile.UNKNOWN_SIZE : range.total();
        return new RemoteFile(size, response.endIsMarked(), response.header("ETag"), response.header("Last-Modified"));
    }

    /** Whether an equal ETag promises equal bytes (RFC 9110, section 8.8.1). */
    boolean isStrong() {
        return etag != null && etag.startsWith("\"") && etag.length() > 2;
    }

    /** @param length the size to go with the date: the file's as it was listed */
    @Nullable
    String validator(long length) {
        if (etag != null) {
            return "etag=" + etag;
        }
        return lastModified == null ? null : "modified=" + lastModified + " size=" + length;
    }

    /** What tells that this is another file than {@code listed}, or null if nothing does. */
    @Nullable
    String differenceFrom(SourceFile listed) {
        String length = RangedFetch.differentLength(listed, size);
        if (length != null) {
            return length;
        }
        String before = listed.validator();
        if (before != null && !before.equals(validator(listed.size()))) {
            return before.startsWith("etag=") ? "its ETag is another" : "its modification time is another";
        }
        return null;
    }

    @Nullable
    Instant modified() {
        return lastModified == null ? null : DateUtils.parseStandardDate(lastModified);
    }

    /** The strong ETag in a validator that {@link #validator} made, for {@code If-Range}; null if it holds none. */
    static @Nullable String strongEtag(SourceFile listed) {
        String validator = listed.validator();
        return listed.strong() && validator != null ? validator.substring("etag=".length()) : null;
    }
}
