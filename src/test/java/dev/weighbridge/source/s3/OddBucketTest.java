package dev.weighbridge.source.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.net.TestOutbound;
import dev.weighbridge.source.SourceAccess;
import dev.weighbridge.source.SourceStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Buckets and servers that S3Proxy on a file system cannot be. */
class OddBucketTest {

    /** What coreutils print for the six bytes "hello\n"; and the same in the base64 of {@code basenc}. */
    private static final String HELLO_SHA256 = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";

    private static final String HELLO_BASE64 = "WJG1tSLV3whtD/CxEPvZ0hu0/HFjrzTQgoai6Eb2vgM=";

    private static final String SUM = "x-amz-checksum-sha256";

    private static final String LIST = "GET /bucket?encoding-type";

    private static final String LISTS_SHA256 = "<ChecksumAlgorithm>SHA256</ChecksumAlgorithm>";

    private final FakeStore store = FakeStore.start();

    private final OutboundClient client = TestOutbound.client(Duration.ofSeconds(20), "127.0.0.1");

    private final S3Source source = new S3Source(client, new S3Settings(2000), Clock.systemUTC());

    @AfterEach
    void stop() {
        assertThat(client.connectionsInUse()).isZero();
        client.close();
        store.close();
    }

    private List<SourceFile> list(String key) {
        return source.list(store.reference(key), TestStore.access()).files();
    }

    private SourceFile only(String key) {
        assertThat(list(key)).hasSize(1);
        return list(key).getFirst();
    }

    private IngestionException failure(String key) {
        IngestionException failure = catchThrowableOfType(IngestionException.class, () -> list(key));
        assertThat(failure).isNotNull().hasMessageStartingWith("Could not ").hasMessageContaining(": ").hasMessageEndingWith(".")
                .hasMessageNotContaining(TestStore.SECRET_KEY).hasMessageNotContaining("Signature=");
        return failure;
    }

    private String read(SourceFile file) throws IOException {
        try (SourceStream in = source.open(file, 0, TestStore.access())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void meansTheObjectOfTheNameUnlessASlashSaysOtherwise() throws IOException {
        store.object("llama", "the object").object("llama/config.json", "{}");
        assertThat(list("llama")).extracting(SourceFile::path).containsExactly("llama");
        assertThat(read(only("llama"))).isEqualTo("the object");
        assertThat(list("llama/")).extracting(SourceFile::path).containsExactly("config.json");
    }

    @Test
    void readsBelowAPrefixWithAnEmptySegment() throws IOException {
        store.object("models//v1/a.bin", "doubled").object("models/v1/a.bin", "single");
        assertThat(read(only("models//v1"))).isEqualTo("doubled");
        assertThat(read(only("models//v1/a.bin"))).isEqualTo("doubled");
        assertThat(read(only("models/v1"))).isEqualTo("single");
    }

    @ParameterizedTest
    @ValueSource(strings = {"m/a\\b", "m/a//b", "m//b", "m/./b", "m/../b", "m/a\nb", "m/a\u0001b", "m/sub/"})
    void refusesAKeyThatIsNoPath(String key) {
        store.object("m/good.bin", "x").object(key, "x");
        assertThat(failure("m/").kind()).isEqualTo(FailureKind.MALFORMED_ARTIFACT);
    }

    @Test
    void refusesAnObjectThatIsAlsoAFolder() {
        store.object("m/a", "x").object("m/a-b", "x").object("m/a/b", "x");
        assertThat(failure("m/").kind()).isEqualTo(FailureKind.MALFORMED_ARTIFACT);
        assertThat(failure("m/")).hasMessageContaining("'a' is an object and other objects lie below it");
    }

    @Test
    void takesTheTimeOfTheObjects() {
        store.object("m/a", "x");
        Instant time = Instant.parse("2024-07-18T10:20:00Z");
        assertThat(source.list(store.reference("m"), TestStore.access()).sourceTime()).isEqualTo(time);
        assertThat(source.list(store.reference("m/a"), TestStore.access()).sourceTime()).isEqualTo(time);
    }

    @Test
    void announcesTheChecksumThatTheStoreKeepsOfAllBytes() {
        store.object("m/a", "hello\n", SUM, HELLO_BASE64, "x-amz-checksum-type", "FULL_OBJECT");
        assertThat(only("m").announced()).isEqualTo(Digest.sha256(HELLO_SHA256));
        assertThat(only("m/a").announced()).isEqualTo(Digest.sha256(HELLO_SHA256));
        assertThat(store.requests("HEAD /bucket/m/a")).allSatisfy(request -> {
            assertThat(request.headers()).containsEntry("x-amz-checksum-mode", "ENABLED");
            assertThat(request.headers().get("authorization")).contains("SignedHeaders=host;x-amz-checksum-mode;");
        });
    }

    @ParameterizedTest
    @CsvSource({"COMPOSITE, " + HELLO_BASE64 + ", plain", "FULL_OBJECT, " + HELLO_BASE64 + "-3, plain", ", " + HELLO_BASE64 + ", parts-3",
            "FULL_OBJECT, nonsense, plain"})
    void announcesNoChecksumOfAnythingElse(String type, String sum, String etag) {
        if (type == null) {
            store.object("m/a", "hello\n", SUM, sum, "ETag", "\"" + etag + "\"");
        } else {
            store.object("m/a", "hello\n", SUM, sum, "ETag", "\"" + etag + "\"", "x-amz-checksum-type", type);
        }
        assertThat(only("m").announced()).isNull();
        assertThat(only("m/a").announced()).isNull();
    }

    @Test
    void asksForChecksumsOnlyWhereTheListingDoesNotRuleThemOut() {
        store.listed("m/a", "hello\n", "<ChecksumAlgorithm>CRC32</ChecksumAlgorithm>" + LISTS_SHA256, SUM, HELLO_BASE64)
                .listed("m/b", "x", "<Owner><ID>1</ID><Key>o</Key></Owner><ChecksumAlgorithm>CRC64NVME</ChecksumAlgorithm>")
                .listed("m/c", "x", LISTS_SHA256 + "<ChecksumType>COMPOSITE</ChecksumType>", "ETag", "\"0123-2\"");
        assertThat(list("m/")).extracting(SourceFile::announced).containsExactly(Digest.sha256(HELLO_SHA256), null, null);
        assertThat(store.requests("HEAD /bucket/m/")).extracting(FakeStore.Request::target).containsExactly("/bucket/m/a");
    }

    @Test
    void asksForNoChecksumsOfManyObjects() {
        for (int i = 0; i < 1001; i++) {
            store.object("m/%04d".formatted(i), "x");
        }
        assertThat(list("m/")).hasSize(1001);
        assertThat(store.requests("HEAD ")).isEmpty();
    }

    @Test
    void refusesAnArchivedObjectBeforeAnythingIsFetched() {
        store.object("m/a", "x").listed("m/b", "x", "<StorageClass>DEEP_ARCHIVE</StorageClass>", "x-amz-storage-class", "DEEP_ARCHIVE");
        for (String key : List.of("m/", "m/b")) {
            assertThat(failure(key).kind()).isEqualTo(FailureKind.SOURCE_DENIED);
            assertThat(failure(key)).hasMessageContaining("s3://bucket/m/b").hasMessageContaining("archived");
        }
    }

    @Test
    void readsAnArchivedObjectThatWasRestored() {
        store.listed("m/b", "x", "<StorageClass>GLACIER</StorageClass>", "x-amz-storage-class", "GLACIER", "x-amz-restore",
                "ongoing-request=\"false\", expiry-date=\"Fri, 21 Dec 2012 00:00:00 GMT\"");
        assertThat(only("m").path()).isEqualTo("b");
        store.listed("m/b", "x", "<StorageClass>GLACIER</StorageClass>", "x-amz-storage-class", "GLACIER", "x-amz-restore",
                "ongoing-request=\"true\"");
        assertThat(failure("m").kind()).isEqualTo(FailureKind.SOURCE_DENIED);
    }

    @Test
    void triesThePrefixBeforeItBelievesThatItMayNot() {
        store.object("m/a", "x").refuse("HEAD /bucket/m", 403, "").refuse("GET /bucket/m", 403, "AccessDenied")
                .answer("HEAD /bucket/m/a", 200, "x");
        assertThat(only("m").path()).isEqualTo("a");
        store.refuse("HEAD /bucket/n", 403, "").refuse("GET /bucket/n", 403, "AccessDenied");
        assertThat(failure("n").kind()).isEqualTo(FailureKind.SOURCE_DENIED);
        assertThat(failure("o").kind()).isEqualTo(FailureKind.SOURCE_NOT_FOUND);
    }

    @Test
    void believesAHeadThatWasRefusedInABadMoment() {
        store.object("m/a", "x").refuse("HEAD /bucket/m/a", 503, "");
        assertThat(failure("m/a").kind()).isEqualTo(FailureKind.SOURCE_UNAVAILABLE);
        store.answer("GET /bucket/m/a", 416, "");
        assertThat(failure("m/a").kind()).isEqualTo(FailureKind.SOURCE_UNAVAILABLE);
        store.refuse("GET /bucket/m/a", 503, "SlowDown");
        assertThat(failure("m/a").kind()).isEqualTo(FailureKind.SOURCE_RATE_LIMITED);
    }

    @Test
    void noticesAnotherObjectAlsoWhereTheServerIgnoresConditions() {
        store.object("m/a", "first");
        SourceFile file = only("m/a");
        store.object("m/a", "other", "ETag", "\"another\"");
        IngestionException failure = catchThrowableOfType(IngestionException.class, () -> source.open(file, 0, TestStore.access()));
        assertThat(failure.kind()).isEqualTo(FailureKind.SOURCE_CHANGED);
        assertThat(store.requests("GET /bucket/m/a").getLast().headers()).containsEntry("if-match", "\"version5\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html><body>Welcome</body></html>", "{}", "",
            "<ListBucketResult><Name>b</Name><IsTruncated>true</IsTruncated></ListBucketResult>",
            "<ListBucketResult><Name>b</Name><Contents><Key>elsewhere/a</Key><Size>1</Size></Contents></ListBucketResult>",
            "<ListBucketResult><Name>b</Name><Contents><Key>m/a</Key><LastModified>2024-07-18T10:20:00.000Z</LastModified></Contents></ListBucketResult>",
            "<ListBucketResult><Name>b</Name><EncodingType>url</EncodingType><Contents><Key>m/%zz</Key><Size>1</Size></Contents></ListBucketResult>",
            "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><ListBucketResult><Name>b</Name><Contents><Key>m/&e;</Key><Size>1</Size></Contents>"
                    + "</ListBucketResult>"})
    void saysThatWhatAnswersIsNoS3(String listing) {
        store.answer(LIST, 200, listing);
        assertThat(failure("m/").kind()).isEqualTo(FailureKind.INVALID_REQUEST);
        assertThat(failure("m/")).hasMessageContaining("no S3 server").hasMessageContaining(store.url()).hasMessageNotContaining("root:");
    }

    @Test
    void saysThatAWebServerIsNoS3() {
        store.answer("HEAD /", 200, "<html></html>", "Content-Type", "text/html; charset=utf-8");
        assertThat(failure("model.gguf")).hasMessageContaining("no S3 server");
        store.answer("GET /bucket?location", 200, "<html></html>");
        assertThat(failure("m/")).hasMessageContaining("no S3 server");
    }

    @Test
    void endsAListingThatDoesNot() {
        store.answer(LIST, 200,
                "<ListBucketResult><Name>b</Name><IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken>"
                        + "</ListBucketResult>");
        store.answer("GET /bucket?continuation-token", 200, "<ListBucketResult><Name>b</Name><IsTruncated>true</IsTruncated>"
                + "<NextContinuationToken>t</NextContinuationToken></ListBucketResult>");
        assertThat(failure("m/").kind()).isEqualTo(FailureKind.INVALID_REQUEST);
        assertThat(failure("m/")).hasMessageContaining("does not go on");
    }

    @Test
    void boundsAListing() {
        store.answer(LIST, 200, " ".repeat(8 * 1024 * 1024 + 1));
        assertThat(failure("m/").kind()).isEqualTo(FailureKind.LIMIT_EXCEEDED);
    }

    @Test
    void readsForEverybodyWithoutASignature() {
        store.object("m/a", "x");
        assertThat(source.list(store.reference("m"), SourceAccess.ANONYMOUS).files()).hasSize(1);
        assertThat(store.requests()).noneMatch(request -> request.headers().containsKey("authorization"));
    }
}
