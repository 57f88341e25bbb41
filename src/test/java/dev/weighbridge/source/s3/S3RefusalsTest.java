package dev.weighbridge.source.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.net.TestOutbound;
import dev.weighbridge.source.SourceAccess;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3RefusalsTest {

    /** The server writes the true time in its answers. */
    private final Instant now = Instant.now();

    private static final String LIST = "GET /bucket?encoding-type";

    private static final String LOCATION = "GET /bucket?location";

    private final FakeStore store = FakeStore.start();

    private final OutboundClient client = TestOutbound.client(Duration.ofSeconds(20), "127.0.0.1");

    private final S3Source source = source(now);

    @AfterEach
    void stop() {
        assertThat(client.connectionsInUse()).isZero();
        client.close();
        store.close();
    }

    private S3Source source(Instant now) {
        return new S3Source(client, new S3Settings(1000), Clock.fixed(now, ZoneOffset.UTC));
    }

    private IngestionException failure(@Nullable String region) {
        return catchThrowableOfType(IngestionException.class, () -> source.list(store.reference("m/"), access(region)));
    }

    private static SourceAccess access(@Nullable String region) {
        return new SourceAccess(null, new SourceAccess.Login("key", "secret"), "127.0.0.1", region);
    }

    /** The region in the signature of the last listing. */
    private String signedFor() {
        return store.requests(LIST).getLast().headers().getOrDefault("authorization", "///").split("/", -1)[2];
    }

    @ParameterizedTest
    @CsvSource({"404, NoSuchBucket, SOURCE_NOT_FOUND, no bucket of this name", "403, AccessDenied, SOURCE_DENIED, s3:ListBucket",
            "403, InvalidAccessKeyId, SOURCE_DENIED, does not know the access key", "403, SignatureDoesNotMatch, SOURCE_DENIED, secret key",
            "400, ExpiredToken, SOURCE_DENIED, temporary", "403, RequestTimeTooSkewed, SOURCE_UNAVAILABLE, clock",
            "503, SlowDown, SOURCE_RATE_LIMITED, asked too often", "429, TooManyRequests, SOURCE_RATE_LIMITED, asked too often",
            "503, ServiceUnavailable, SOURCE_UNAVAILABLE, 503 ServiceUnavailable", "500, InternalError, SOURCE_UNAVAILABLE, tried again",
            "301, PermanentRedirect, INVALID_REQUEST, another region", "400, AuthorizationHeaderMalformed, INVALID_REQUEST, another region",
            "307, TemporaryRedirect, SOURCE_UNAVAILABLE, for the time being", "400, InvalidRequest, SOURCE_DENIED, 400 InvalidRequest",
            "403, AllAccessDisabled, SOURCE_DENIED, 403 AllAccessDisabled", "418, , SOURCE_DENIED, 418"})
    void saysWhatARefusalMeans(int status, String code, FailureKind kind, String why) {
        store.refuse(LIST, status, code);
        IngestionException failure = failure("us-east-1");
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageStartingWith("Could not list s3://bucket/m/ at " + store.url() + ": ").hasMessageContaining(why)
                .hasMessageEndingWith(".");
    }

    @Test
    void waitsAsLongAsTheServerAsks() {
        store.refuse(LIST, 503, "SlowDown", "Retry-After", "17");
        assertThat(failure("us-east-1").retryAt()).isEqualTo(now.plusSeconds(17));
    }

    @Test
    void findsOutByItsDateThatAServerRefusesForItsClock() {
        store.refuse(LIST, 403, "AccessDenied");
        S3Source slow = source(now.minus(Duration.ofMinutes(30)));
        IngestionException failure = catchThrowableOfType(IngestionException.class,
                () -> slow.list(store.reference("m/"), access("us-east-1")));
        assertThat(failure.kind()).isEqualTo(FailureKind.SOURCE_UNAVAILABLE);
        assertThat(failure).hasMessageContaining("clock");
        assertThat(failure("us-east-1").kind()).isEqualTo(FailureKind.SOURCE_DENIED);
    }

    @Test
    void followsNoRedirect() {
        store.object("m/a", "x").answer(LIST, 307, "", "Location", store.url() + "/elsewhere");
        assertThat(failure("us-east-1").kind()).isEqualTo(FailureKind.SOURCE_UNAVAILABLE);
        assertThat(store.requests("GET /elsewhere")).isEmpty();
    }

    @Test
    void saysWhichRegionTheBucketIsIn() {
        store.refuse(LIST, 301, "PermanentRedirect", "x-amz-bucket-region", "eu-central-1");
        assertThat(failure("us-east-1")).hasMessageContaining("region eu-central-1");
        store.answer(LIST, 400, "<Error><Code>AuthorizationHeaderMalformed</Code><Region>ap-south-1</Region></Error>");
        assertThat(failure("us-east-1")).hasMessageContaining("region ap-south-1");
    }

    @Test
    void signsForTheRegionThatWasGiven() {
        store.object("m/a", "x");
        source.list(store.reference("m/"), access("home"));
        assertThat(signedFor()).isEqualTo("home");
        assertThat(store.requests(LOCATION)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"eu-central-1, eu-central-1", "EU, eu-west-1", "'', us-east-1", "not a region, us-east-1"})
    void asksForTheRegion(String told, String used) {
        store.object("m/a", "x").answer(LOCATION, 200, "<LocationConstraint xmlns=\"http://x\">" + told + "</LocationConstraint>");
        String locator = source.list(store.reference("m/"), access(null)).files().getFirst().locator();
        assertThat(signedFor()).isEqualTo(used);
        assertThat(locator).endsWith("#" + used);
    }

    @Test
    void takesTheRegionFromARefusal() {
        store.object("m/a", "x").answer(LOCATION, 400, "<Error><Code>AuthorizationHeaderMalformed</Code><Region>garage</Region></Error>");
        source.list(store.reference("m/"), access(null));
        assertThat(signedFor()).isEqualTo("garage");
    }

    @Test
    void takesTheRegionFromTheBucketsHeaders() {
        store.object("m/a", "x").refuse(LOCATION, 403, "AccessDenied")
                .answer("HEAD /bucket", 403, "", "x-amz-bucket-region", "eu-north-1").answer("HEAD /bucket/m/a", 200, "x");
        source.list(store.reference("m/"), access(null));
        assertThat(signedFor()).isEqualTo("eu-north-1");
    }

    @Test
    void takesTheUsualRegionWhereTheServerTellsNone() {
        store.object("m/a", "x").refuse(LOCATION, 501, "NotImplemented");
        assertThat(failure(null).kind()).as("what may pass is waited for").isEqualTo(FailureKind.SOURCE_UNAVAILABLE);
        store.refuse(LOCATION, 405, "MethodNotAllowed");
        source.list(store.reference("m/"), access(null));
        assertThat(signedFor()).isEqualTo("us-east-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"eu/central", "a b", "é"})
    void refusesARegionThatIsNone(String region) {
        assertThat(failure(region).kind()).isEqualTo(FailureKind.INVALID_REQUEST);
        assertThat(store.requests()).isEmpty();
    }
}
