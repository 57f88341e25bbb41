package dev.weighbridge.source;

import java.io.IOException;
import java.net.URI;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.net.OutboundRequest;
import dev.weighbridge.net.OutboundResponse;
import dev.weighbridge.net.ShownUrl;
import org.jspecify.annotations.Nullable;

/** Fetches listed files, or spans of them, from any server that speaks HTTP. What a refusal means there is for the place to say. For many threads. */
public final class RangedFetch {

    private final OutboundClient client;

    private final Answers answers;

    public RangedFetch(OutboundClient client, Answers answers) {
        this.client = client;
        this.answers = answers;
    }

    /** What a kind of place says with its answers. */
    public interface Answers {

        /**
         * Returns if the answer carries the file or a part of it (status 200 or 206), or says that no byte is left (416). Needs not compare lengths.
         *
         * @throws IngestionException for what the answer says instead, SOURCE_CHANGED if it is another file than the listed one
         */
        void check(OutboundRequest request, OutboundResponse response, SourceFile file);

        /**
         * Returns if the server still has the listed file. Asked after the last byte of a file with a validator and no announced digest.
         *
         * @param whole the request without a range
         * @throws IngestionException SOURCE_CHANGED
         */
        default void confirm(OutboundRequest whole, SourceFile file) {}
    }

    /**
     * Opens {@code file} at the first byte of {@code span}, or at 0 where the server sends the whole file instead.
     *
     * @param whole a GET of the whole file
     * @param strongEtag sent as {@code If-Range}, so that a changed file comes whole; null for none
     */
    public SourceStream open(SourceFile file, OutboundRequest whole, Span span, @Nullable String strongEtag) {
        OutboundRequest request = ranged(whole, span, strongEtag);
        OutboundResponse response = client.send(request);
        try {
            answers.check(request, response, file);
            long startsAt = confirmedStart(file, span.from(), response);
            return new RangedStream(file, response, startsAt, span.to(), () -> answers.confirm(whole, file));
        } catch (IOException failed) {
            response.close();
            throw new IngestionException(FailureKind.SOURCE_UNAVAILABLE,
                    "Could not fetch " + ShownUrl.of(whole.url()) + ": the connection broke. It is tried again later.", failed);
        } catch (RuntimeException refused) {
            response.close();
            throw refused;
        }
    }

    /** The failure of a file that is no longer the listed one. */
    public static IngestionException changed(SourceFile file, String how) {
        return new IngestionException(FailureKind.SOURCE_CHANGED,
                "Could not fetch " + shown(file) + ": it is no longer the file that was listed, "
                        + how + ". It is started again from the first byte.");
    }

    /** Half a sentence if the file's length is known and another now, else null. */
    public static @Nullable String differentLength(SourceFile listed, long now) {
        return now >= 0 && listed.sizeIsKnown() && now != listed.size() ? "it has " + now + " bytes now and had " + listed.size() : null;
    }

    private static OutboundRequest ranged(OutboundRequest whole, Span span, @Nullable String etag) {
        if (span.from() == 0 && span.isOpen()) {
            return whole;
        }
        OutboundRequest ranged = whole.withHeader("Range", "bytes=" + span.from() + "-" + (span.isOpen() ? "" : span.to() - 1));
        return etag == null ? ranged : ranged.withHeader("If-Range", etag);
    }

    /** The byte that the body begins with. */
    private static long confirmedStart(SourceFile file, long from, OutboundResponse response) {
        ContentRange range = ContentRange.parse(response.header("Content-Range"));
        if (response.status() == 416) {
            if (from != file.size() || range != null && range.total() >= 0 && range.total() != file.size()) {
                throw changed(file, "it ends before byte " + from);
            }
            return from;
        }
        long total = response.status() == 200 ? response.contentLength() : range == null ? SourceFile.UNKNOWN_SIZE : range.total();
        String different = differentLength(file, total);
        if (different != null) {
            throw changed(file, different);
        }
        if (response.status() == 200) {
            return 0;
        }
        if (range == null || range.first() != from) {
            throw new IngestionException(FailureKind.SOURCE_UNAVAILABLE, "Could not fetch " + shown(file) + " from byte " + from
                    + ": the server sends another part than it was asked for. It is tried again later.");
        }
        return from;
    }

    private static String shown(SourceFile file) {
        return ShownUrl.of(URI.create(file.locator()));
    }
}
