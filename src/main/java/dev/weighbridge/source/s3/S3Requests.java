package dev.weighbridge.source.s3;

import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.net.Credential;
import dev.weighbridge.net.OutboundRequest;
import dev.weighbridge.source.SourceAccess;
import io.minio.Http;
import io.minio.Signer;
import io.minio.errors.MinioException;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Makes the requests to one server: minio-java says where a bucket is asked (in the path, or at Amazon's and Aliyun's in the host name, where the
 * region is, too) and signs (Signature Version 4 in the header {@code Authorization}, which stays with the server's origin). For many threads.
 */
final class S3Requests {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Of no bytes, which is what a GET carries. */
    private static final String NO_BYTES_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /** What can stand in a host name; other names of buckets stand in the path. */
    private static final Pattern HOST_LABEL = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");

    private final S3Place place;

    private final Http.BaseUrl server;

    private final SourceAccess.@Nullable Login login;

    private final Clock clock;

    /** @throws IngestionException INVALID_REQUEST if the endpoint is one of Amazon's that is not S3's */
    S3Requests(S3Place place, SourceAccess.@Nullable Login login, Clock clock) {
        this.place = place;
        this.login = login;
        this.clock = clock;
        try {
            this.server = new Http.BaseUrl(place.endpoint().toString());
        } catch (IllegalArgumentException unfit) {
            throw new IngestionException(FailureKind.INVALID_REQUEST, "Could not read the reference " + place
                    + ": its endpoint is not one of an S3 server. Give the model centre an endpoint such as https://s3.example.com.",
                    unfit);
        }
        if (!HOST_LABEL.matcher(place.bucket()).matches()) {
            server.disableVirtualStyleEndpoint();
        }
    }

    boolean areSigned() {
        return login != null;
    }

    /** The region that the endpoint's name tells, or null. */
    @Nullable
    String regionInHost() {
        String region = server.region();
        return region == null || region.isEmpty() ? null : region;
    }

    /** Asks the bucket itself. */
    OutboundRequest bucket(String region, Map<String, String> query) {
        var parameters = new Http.QueryParameters();
        query.forEach(parameters::put);
        return signed(OutboundRequest::get, url(region, parameters), region, Map.of());
    }

    /** Asks whether the bucket is there; the answer's headers may tell where. */
    OutboundRequest headBucket(String region) {
        return signed(OutboundRequest::head, url(region, null), region, Map.of());
    }

    /** A GET of an object's bytes. */
    OutboundRequest get(S3Place object, String region) {
        return signed(OutboundRequest::get, url(object, region), region, Map.of());
    }

    /** Asks what the server says of an object, with the checksum that it keeps. */
    OutboundRequest head(S3Place object, String region) {
        return signed(OutboundRequest::head, url(object, region), region, Map.of("x-amz-checksum-mode", "ENABLED"));
    }

    @FunctionalInterface
    private interface Kind {

        OutboundRequest of(URI url);
    }

    private HttpUrl url(S3Place object, String region) {
        return url(region, null).newBuilder().addEncodedPathSegments(object.encodedKey()).build();
    }

    private HttpUrl url(String region, Http.@Nullable QueryParameters query) {
        try {
            return server.buildUrl(Http.Method.GET, place.bucket(), null, region, query);
        } catch (MinioException unfit) {
            throw new IllegalStateException("a request to " + place + " could not be made", unfit);
        }
    }

    private OutboundRequest signed(Kind kind, HttpUrl url, String region, Map<String, String> headers) {
        OutboundRequest request = kind.of(url.uri());
        if (login == null) {
            return with(request, headers);
        }
        Map<String, String> all = new HashMap<>(headers);
        all.put("x-amz-content-sha256", NO_BYTES_SHA256);
        all.put("x-amz-date", DATE.format(clock.instant()));
        String method = request.headersOnly() ? "HEAD" : "GET";
        var unsigned = new Request.Builder().url(url).method(method, null).header("Host", request.url().getRawAuthority());
        all.forEach(unsigned::header);
        try {
            Request signed = Signer.signV4S3(unsigned.build(), region, login.name(), login.secret(), NO_BYTES_SHA256);
            return with(request, all).with(new Credential("Authorization", String.valueOf(signed.header("Authorization"))));
        } catch (MinioException failed) {
            throw new IllegalStateException("a request to " + place + " could not be signed", failed);
        }
    }

    private static OutboundRequest with(OutboundRequest request, Map<String, String> headers) {
        OutboundRequest more = request;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            more = more.withHeader(header.getKey(), header.getValue());
        }
        return more;
    }
}
