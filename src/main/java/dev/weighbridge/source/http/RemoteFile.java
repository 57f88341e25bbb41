package dev.weighbridge.source.http;

import java.time.Instant;
import java.util.Locale;

import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.net.OutboundResponse;
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
        if (size != SourceFile.UNKNOWN_SIZE && listed.sizeIsKnown() && size != listed.size()) {
            return "it has " + size + " bytes now and had " + listed.size();
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

    /** Whether a web page came instead of the file: a login form or an error page that says 200. */
    static boolean isWebPage(OutboundResponse response, String name) {
        String type = response.header("Content-Type");
        String lower = name.toLowerCase(Locale.ROOT);
        return type != null && type.strip().toLowerCase(Locale.ROOT).startsWith("text/html") && !lower.endsWith(".html")
                && !lower.endsWith(".htm");
    }
}
