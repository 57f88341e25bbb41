package dev.weighbridge.source.s3;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.net.OutboundRequest;
import dev.weighbridge.net.OutboundResponse;
import org.jspecify.annotations.Nullable;

/** One bucket, asked with somebody's rights. No redirect is followed: a signature is made for one host. For many threads. */
final class S3Bucket {

    private final OutboundClient client;

    private final S3Requests requests;

    private final String region;

    private final Clock clock;

    S3Bucket(OutboundClient client, S3Requests requests, String region, Clock clock) {
        this.client = client;
        this.requests = requests;
        this.region = region;
        this.clock = clock;
    }

    String region() {
        return region;
    }

    /** A GET of all bytes of {@code object}. */
    OutboundRequest get(S3Place object) {
        return requests.get(object, region);
    }

    /** What the server says of an object, or null if there is none, or no such bucket. */
    @Nullable
    S3Object find(S3Place object) {
        OutboundRequest request = requests.head(object, region);
        try (OutboundResponse response = client.sendOnce(request)) {
            if (response.status() == 200) {
                return S3Object.of(response, object, failures(object));
            }
            if (response.status() == 404) {
                return null;
            }
            throw failures(object).of("read", reason(object, response.status()));
        }
    }

    /** As {@link #find}, but what is not there is a failure. */
    S3Object look(S3Place object) {
        S3Object found = find(object);
        if (found == null) {
            throw failures(object).of("read", reason(object, 404));
        }
        return found;
    }

    /** One page of what lies below {@code prefix}. */
    S3Page page(S3Place prefix, @Nullable String continuation) {
        Map<String,
                String> query = new HashMap<>(Map.of("list-type", "2", "prefix", prefix.key(), "encoding-type", "url", "max-keys", "1000"));
        if (continuation != null) {
            query.put("continuation-token", continuation);
        }
        return S3Page.parse(text(requests.bucket(region, query), prefix, "list", S3Page.LONGEST), prefix, failures(prefix));
    }

    /**
     * A small object's text.
     *
     * @throws IngestionException LIMIT_EXCEEDED if it has more than {@code limit} bytes, and what the server's refusal calls for
     */
    String text(S3Place object, int limit) {
        return text(requests.get(object, region), object, "read", limit);
    }

    S3Failures failures(S3Place about) {
        return new S3Failures(about, requests.areSigned());
    }

    /** What an answer means that is neither the file nor a part of it. */
    IngestionException refused(OutboundResponse response, S3Place object) throws IOException {
        return failures(object).of("read", S3Refusal.of(response, clock.instant()));
    }

    /** An answer to HEAD has no body that could tell why; a GET of one byte has, unless the reason has passed meanwhile. */
    private S3Refusal reason(S3Place object, int status) {
        OutboundRequest request = requests.get(object, region).withHeader("Range", "bytes=0-0");
        try (OutboundResponse response = client.sendOnce(request)) {
            boolean hasPassed = response.status() < 300 || response.status() == 416;
            return hasPassed ? new S3Refusal(status, "", null, null) : S3Refusal.of(response, clock.instant());
        } catch (IOException broken) {
            throw broken(object, "read", broken);
        }
    }

    private String text(OutboundRequest request, S3Place about, String tried, int limit) {
        try (OutboundResponse response = client.sendOnce(request)) {
            if (response.status() != 200) {
                throw failures(about).of(tried, S3Refusal.of(response, clock.instant()));
            }
            byte[] body = response.bodyUpTo(limit);
            if (body.length > limit) {
                throw new IngestionException(FailureKind.LIMIT_EXCEEDED, "Could not " + tried + " " + about + ": the answer has more than "
                        + limit + " bytes, which no answer of this kind needs. Check the reference and the endpoint.");
            }
            if (response.contentLength() > body.length) {
                throw new IOException("the answer ended after " + body.length + " of " + response.contentLength() + " bytes");
            }
            return new String(body, StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw broken(about, tried, broken);
        }
    }

    static IngestionException broken(S3Place about, String tried, IOException broken) {
        return new IngestionException(FailureKind.SOURCE_UNAVAILABLE,
                "Could not " + tried + " " + about + ": the connection broke. It is tried again later.", broken);
    }
}
