package dev.weighbridge.source.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.net.Credential;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.net.TestOutbound;
import dev.weighbridge.source.SourceAccess;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3PlaceTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

    private static S3Place place(String location, @Nullable String endpoint) {
        return S3Place.of(ModelReference.of(location, null).at(endpoint));
    }

    private static URI url(String location, @Nullable String endpoint, String region) {
        S3Place place = place(location, endpoint);
        return new S3Requests(place, null, CLOCK).get(place, region).url();
    }

    private static FailureKind failure(String location, String endpoint) {
        return catchThrowableOfType(IngestionException.class, () -> url(location, endpoint, "us-east-1")).kind();
    }

    /** The forms of Amazon's page "Virtual hosting of general purpose buckets". */
    @ParameterizedTest
    @CsvSource({"s3://my-models/a/b, , eu-west-1, https://my-models.s3.eu-west-1.amazonaws.com/a/b",
            "s3://my-models/a/b, https://s3.us-west-2.amazonaws.com, us-west-2, https://my-models.s3.us-west-2.amazonaws.com/a/b",
            "s3://my.models/a/b, , eu-west-1, https://s3.eu-west-1.amazonaws.com/my.models/a/b",
            "s3://My_Models/a/b, , us-east-1, https://s3.us-east-1.amazonaws.com/My_Models/a/b",
            "s3://my-models/a/b, https://minio.example.com:9000, us-east-1, https://minio.example.com:9000/my-models/a/b",
            "s3://my-models/a/b, http://10.0.0.1:9000/, us-east-1, http://10.0.0.1:9000/my-models/a/b",
            "s3://my-models/a/b, http://[fd00::1]:9000, us-east-1, http://[fd00::1]:9000/my-models/a/b",
            "s3://my-models/a b+c%/é, http://host, us-east-1, http://host/my-models/a%20b%2Bc%25/%C3%A9",
            "s3://my-models/a//b, http://host, us-east-1, http://host/my-models/a//b"})
    void asksWhereTheServerExpectsIt(String location, @Nullable String endpoint, String region, String url) {
        assertThat(url(location, endpoint, region)).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://my-models", "s3://my-models/", "s3://my-models/a b+c%20/é🐳", "s3://my-models/a//b/",
            "s3://my-models/what?#1"})
    void isFoundAgainByItsLocator(String location) {
        S3Place place = place(location, "https://host:9000");
        assertThat(S3Place.ofLocator(place.locator("eu-west-1"))).isEqualTo(place);
        assertThat(S3Place.regionOf(place.locator("eu-west-1"))).isEqualTo("eu-west-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://a/b", "s3://-models/b", "s3://mod..els/b", "s3://mo dels/b", "s3:///key", "s3://models//key",
            "s3://models/a/./b",
            "s3://key:secret@host/b"})
    void refusesWhatIsNoPlace(String location) {
        assertThat(failure(location, "https://host")).isEqualTo(FailureKind.INVALID_REQUEST);
    }

    @Test
    void refusesAKeyThatIsTooLong() {
        assertThat(failure("s3://models/" + "é".repeat(513), "https://host")).isEqualTo(FailureKind.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host", "https://host/path", "https://host?query", "https://key:secret@host", "https://", "no url at all",
            "https://ec2.amazonaws.com", "http://0x7f.1:9"})
    void refusesAnEndpointThatIsNoServer(String endpoint) {
        assertThat(failure("s3://models/a", endpoint)).isEqualTo(FailureKind.INVALID_REQUEST);
    }

    @Test
    void belongsToAmazonWithoutAnEndpoint() {
        assertThat(place("s3://models/a", null).host()).isEqualTo(ModelReference.of("s3://models/a", null).host());
    }

    @Test
    void signsWithAHeaderAndNotInTheUrl() {
        S3Place place = place("s3://models/a", null);
        var requests = new S3Requests(place, new SourceAccess.Login("AKIA", "secret"), CLOCK);
        var request = requests.bucket("eu-west-1", Map.of("list-type", "2"));
        assertThat(request.url()).hasToString("https://models.s3.eu-west-1.amazonaws.com/?list-type=2");
        assertThat(request.headers()).containsEntry("x-amz-date", "20260301T120000Z");
        assertThat(request.credential()).isNotNull().extracting(Credential::value).asString()
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIA/20260301/eu-west-1/s3/aws4_request, ").doesNotContain("secret");
        assertThat(request.toString()).doesNotContain("AKIA");
    }

    /** The policy has to hold for listings as for bytes: by literal, by name, in odd forms, and for cloud metadata although it is allowed. */
    @ParameterizedTest
    @CsvSource({"http://127.0.0.1:9, loopback", "http://localhost:9, loopback", "http://10.1.2.3:9, private", "http://[::1]:9, loopback",
            "http://2130706433:9, read in several ways", "http://169.254.169.254, metadata"})
    void goesOnlyWhereTheOperatorAllows(String endpoint, String why) {
        try (OutboundClient client = TestOutbound.client(Duration.ofSeconds(5), "169.254.0.0/16")) {
            var source = new S3Source(client, new S3Settings(10), Clock.systemUTC());
            ModelReference reference = ModelReference.of("s3://models/a", null).at(endpoint);
            for (SourceAccess access : new SourceAccess[] {SourceAccess.ANONYMOUS,
                    new SourceAccess(null, new SourceAccess.Login("key", "secret"), reference.host(), "us-east-1")}) {
                IngestionException failure = catchThrowableOfType(IngestionException.class, () -> source.list(reference, access));
                assertThat(failure.kind()).isEqualTo(FailureKind.SOURCE_NOT_ALLOWED);
                assertThat(failure).hasMessageContaining(why);
            }
            var file = new SourceFile("a", 1, null, endpoint + "/models/a#us-east-1", null, false);
            IngestionException failure = catchThrowableOfType(IngestionException.class,
                    () -> source.open(file, 0, SourceAccess.ANONYMOUS));
            assertThat(failure.kind()).isEqualTo(FailureKind.SOURCE_NOT_ALLOWED);
        }
    }
}
