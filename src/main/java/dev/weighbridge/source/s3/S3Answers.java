package dev.weighbridge.source.s3;

import java.io.IOException;

import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.net.OutboundRequest;
import dev.weighbridge.net.OutboundResponse;
import dev.weighbridge.source.RangedFetch;
import org.jspecify.annotations.Nullable;

/**
 * What the answers to a GET of one object mean. A stored {@code Content-Encoding} or {@code Content-Type} decides nothing: the bytes come as they were
 * put.
 */
final class S3Answers implements RangedFetch.Answers {

    private final S3Bucket bucket;

    private final S3Place object;

    S3Answers(S3Bucket bucket, S3Place object) {
        this.bucket = bucket;
        this.object = object;
    }

    @Override
    public void check(OutboundRequest request, OutboundResponse response, SourceFile file) {
        switch (response.status()) {
            case 200, 206 -> requireTheSame(file, S3Object.differenceFrom(file, response.header("ETag")));
            case 416 -> {}
            case 412 -> throw RangedFetch.changed(file, "its ETag is another");
            default -> throw refused(response);
        }
    }

    /** Signed anew: the first signature may be older than a server takes by the time a large file has been read. */
    @Override
    public void confirm(OutboundRequest whole, SourceFile file) {
        S3Object now = bucket.find(object);
        if (now == null) {
            throw RangedFetch.changed(file, "it is gone");
        }
        requireTheSame(file, RangedFetch.differentLength(file, now.size()));
        requireTheSame(file, S3Object.differenceFrom(file, now.etag()));
    }

    private static void requireTheSame(SourceFile file, @Nullable String difference) {
        if (difference != null) {
            throw RangedFetch.changed(file, difference);
        }
    }

    private IngestionException refused(OutboundResponse response) {
        try {
            return bucket.refused(response, object);
        } catch (IOException broken) {
            return S3Bucket.broken(object, "read", broken);
        }
    }
}
