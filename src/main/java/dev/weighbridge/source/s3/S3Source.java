package dev.weighbridge.source.s3;

import java.time.Clock;
import java.util.List;

import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.net.OutboundRequest;
import dev.weighbridge.source.Contact;
import dev.weighbridge.source.Listing;
import dev.weighbridge.source.ModelSource;
import dev.weighbridge.source.RangedFetch;
import dev.weighbridge.source.SourceAccess;
import dev.weighbridge.source.SourceStream;
import dev.weighbridge.source.Span;
import org.springframework.stereotype.Component;

/**
 * Reads {@code s3://bucket/key}, one object, or {@code s3://bucket/prefix}, all objects below it. Where there is an object of this name and others lie
 * below, the object is meant; with a slash at its end the reference means those below. Without an endpoint it is Amazon's.
 */
@Component
final class S3Source implements ModelSource {

    private final OutboundClient client;

    private final int maxFiles;

    private final S3Regions regions;

    private final Clock clock;

    S3Source(OutboundClient client, S3Settings settings, Clock clock) {
        this.client = client;
        this.maxFiles = settings.maxFiles();
        this.regions = new S3Regions(client, clock);
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "s3";
    }

    @Override
    public List<String> forms() {
        return List.of("s3://bucket/prefix", "s3://bucket/key");
    }

    @Override
    public boolean reads(ModelReference reference) {
        return reference.scheme().equals("s3");
    }

    @Override
    public Listing list(ModelReference reference, SourceAccess access) {
        S3Place place = S3Place.of(reference);
        S3Requests requests = requests(place, access);
        var bucket = new S3Bucket(client, requests, regions.of(place, requests, access.region()), clock);
        return new S3Listing(bucket, place, maxFiles).read();
    }

    @Override
    public void reach(ModelReference reference) {
        Contact.with(client, S3Place.endpointOf(reference).resolve("/"));
    }

    @Override
    public SourceStream open(SourceFile file, Span span, SourceAccess access) {
        S3Place object = S3Place.ofLocator(file.locator());
        var bucket = new S3Bucket(client, requests(object, access), S3Place.regionOf(file.locator()), clock);
        OutboundRequest whole = bucket.get(object);
        String etag = S3Object.quotedEtag(file);
        OutboundRequest ifTheSame = etag == null ? whole : whole.withHeader("If-Match", etag);
        return new RangedFetch(client, new S3Answers(bucket, object)).open(file, ifTheSame, span, null);
    }

    private S3Requests requests(S3Place place, SourceAccess access) {
        return new S3Requests(place, S3Login.of(access, place.host()), clock);
    }
}
