package dev.weighbridge.source.s3;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.net.OutboundResponse;
import org.jspecify.annotations.Nullable;

/**
 * Finds the region that requests to a bucket are signed for, which at Amazon's is part of the host as well. It is what was given; else what the
 * endpoint's name says; else what the server says; else {@value #USUAL}, which most servers that are not Amazon's call theirs. For many threads.
 */
final class S3Regions {

    static final String USUAL = "us-east-1";

    private static final Pattern REGION = Pattern.compile("[A-Za-z0-9_-]{1,63}");

    /** The answer of GetBucketLocation; empty for {@value #USUAL}. */
    private static final Pattern LOCATION = Pattern.compile("<LocationConstraint[^>]*?(?:/>|>\\s*([^<]*?)\\s*</LocationConstraint>)");

    private static final int LONGEST_BODY = 64 << 10;

    private final OutboundClient client;

    private final Clock clock;

    S3Regions(OutboundClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** @throws IngestionException INVALID_REQUEST if {@code given} is no region's name; what waiting may cure; what answers is no S3 */
    String of(S3Place place, S3Requests requests, @Nullable String given) {
        if (given != null && !given.isBlank()) {
            if (!REGION.matcher(given.strip()).matches()) {
                throw new IngestionException(FailureKind.INVALID_REQUEST, "Could not read the reference " + place
                        + ": the region given for it is no region's name. Give one such as eu-central-1, or none.");
            }
            return given.strip();
        }
        String inHost = requests.regionInHost();
        if (inHost != null) {
            return inHost;
        }
        String told = told(place, requests);
        return told != null && REGION.matcher(told).matches() ? told : USUAL;
    }

    private @Nullable String told(S3Place place, S3Requests requests) {
        var failures = new S3Failures(place, requests.areSigned());
        try (OutboundResponse response = client.sendOnce(requests.bucket(USUAL, Map.of("location", "")))) {
            if (response.status() == 200) {
                return location(new String(response.bodyUpTo(LONGEST_BODY), StandardCharsets.UTF_8), failures);
            }
            S3Refusal refusal = S3Refusal.of(response, clock.instant());
            IngestionException failure = failures.of("ask for the region of", refusal);
            if (failure.kind().waitingHelps()) {
                throw failure;
            }
            return refusal.region() == null ? toldByHead(requests) : refusal.region();
        } catch (IOException broken) {
            throw S3Bucket.broken(place, "ask for the region of", broken);
        }
    }

    /** Amazon's server tells everybody where a bucket is, also who may not see it. */
    private @Nullable String toldByHead(S3Requests requests) {
        try (OutboundResponse response = client.sendOnce(requests.headBucket(USUAL))) {
            return response.header("x-amz-bucket-region");
        }
    }

    /** A server that knows no such question may answer with what it would have without it, a listing. */
    private static @Nullable String location(String body, S3Failures failures) {
        Matcher match = LOCATION.matcher(body);
        if (!match.find()) {
            if (body.contains("<ListBucketResult")) {
                return null;
            }
            throw failures.noS3("ask for the region of", "its answer names no location");
        }
        String location = match.group(1);
        return location == null || location.isEmpty() ? USUAL : location.equals("EU") ? "eu-west-1" : location;
    }
}
