package dev.weighbridge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that refuses, hangs up, gets stuck or is not there: what passes soon is tried again, the rest is said in a sentence without a secret. */
class S3FaultsTest {

    private static final int PART = S3BlobStore.SMALLEST_PART;

    private final S3Server server = S3Server.shared();

    private final String bucket = S3Server.freshBucket();

    private final String uuid = ResourceUuid.random();

    private final byte[] content = new byte[PART];

    private final List<Duration> pauses = new ArrayList<>();

    private final S3Limits limits = new S3Limits(Duration.ofSeconds(5), Duration.ofSeconds(5), pauses::add);

    S3FaultsTest() {
        new Random(7).nextBytes(content);
    }

    private S3BlobStore store() {
        return S3BlobStore.open(server.settings(bucket), S3Checks.usual(), limits);
    }

    private static IngestionException failure(ThrowingCallable work) {
        var caught = new IngestionException[1];
        assertThatThrownBy(work).isInstanceOfSatisfying(IngestionException.class, failed -> caught[0] = failed);
        var trace = new StringWriter();
        caught[0].printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain(S3Server.SECRET_KEY).doesNotContain(S3Server.ACCESS_KEY)
                .doesNotContainIgnoringCase("signature=");
        assertThat(caught[0].getMessage()).startsWith("Could not ").contains(": ").endsWith(".");
        return caught[0];
    }

    private String part() {
        return "part 1 of " + S3Server.key(uuid);
    }

    @Test
    void goesOnWhenTheServerHasAskedToSlowDown() throws IOException {
        for (int times = 0; times < 3; times++) {
            server.refuse(part()::equals, 503, "SlowDown");
        }
        try (S3BlobStore store = store(); BlobUpload upload = store.create(uuid, BlobShape.MANY_PARTS)) {
            upload.complete(PART, List.of(upload.put(UploadPart.of(1, 0, content, PART))));
        }

        assertThat(server.object(bucket, S3Server.key(uuid))).hasValue(content);
        assertThat(pauses).hasSize(3).isSorted();
    }

    @Test
    void saysThatTheServerIsTooBusyAfterFiveTries() {
        try (S3BlobStore store = store(); BlobUpload upload = store.create(uuid, BlobShape.MANY_PARTS)) {
            for (int times = 0; times < 5; times++) {
                server.refuse(part()::equals, 503, "SlowDown");
            }
            var busy = failure(() -> upload.put(UploadPart.of(1, 0, content, PART)));

            assertThat(busy.kind()).isEqualTo(FailureKind.STORE_UNAVAILABLE);
            assertThat(busy).hasMessage("Could not write a part to the store: the server is too busy (SlowDown). It is tried again.");
            assertThat(pauses).hasSize(4);
            assertThat(upload.put(UploadPart.of(1, 0, content, PART))).isNotEmpty();
        }
    }

    static Stream<Arguments> saysWhatTheServerRefused() {
        String again = ". It is tried again.";
        return Stream.of(
                Arguments.of(403, "AccessDenied", FailureKind.STORE_UNAVAILABLE,
                        "the access key may not do this. Allow it to read, write, list and delete objects and multipart uploads in the bucket "),
                Arguments.of(403, "RequestTimeTooSkewed", FailureKind.STORE_UNAVAILABLE,
                        "this machine's clock and the server's differ too much. Let a time service set both" + again),
                Arguments.of(404, "NoSuchBucket", FailureKind.STORE_UNAVAILABLE, "is not there. Check weighbridge.store.s3.bucket" + again),
                Arguments.of(507, "InsufficientStorage", FailureKind.STORE_FULL, "the store is full, or its quota used up. Free space"),
                Arguments.of(403, "QuotaExceeded", FailureKind.STORE_FULL, "the store is full, or its quota used up. Free space"),
                Arguments.of(400, "XMinioStorageFull", FailureKind.STORE_FULL, "the store is full, or its quota used up. Free space"),
                Arguments.of(507, "", FailureKind.STORE_FULL, "the store is full, or its quota used up. Free space"),
                Arguments.of(400, "XAmzContentSHA256Mismatch", FailureKind.STORE_UNAVAILABLE,
                        "the server takes no bytes that are not signed. Set weighbridge.store.s3.sign-payload=true" + again),
                Arguments.of(403, "UnsignedPayloadNotAllowed", FailureKind.STORE_UNAVAILABLE,
                        "the server takes no bytes that are not signed. Set weighbridge.store.s3.sign-payload=true" + again),
                Arguments.of(400, "InvalidDigest", FailureKind.STORE_UNAVAILABLE, "Set weighbridge.store.s3.sign-payload=true" + again),
                Arguments.of(400, "EntityTooSmall", FailureKind.INTERNAL, "Raise weighbridge.transfer.part-size"),
                Arguments.of(400, "SomethingElse", FailureKind.STORE_UNAVAILABLE,
                        "the server answered 400 (SomethingElse). It is tried again"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource
    void saysWhatTheServerRefused(int status, String code, FailureKind kind, String words) {
        try (S3BlobStore store = store()) {
            for (BlobShape shape : BlobShape.values()) {
                server.refuse(write -> write.endsWith(S3Server.key(uuid)), status, code);
                try (BlobUpload upload = store.create(uuid, shape)) {
                    var refused = failure(() -> upload.put(UploadPart.of(1, 0, content, PART)));
                    assertThat(refused.kind()).isEqualTo(kind);
                    assertThat(refused.getMessage()).contains(words);
                }
            }
        }
        assertThat(pauses).isEmpty();
    }

    @Test
    void putsAPartAgainWhenTheConnectionBreaksInTheMiddleOfIt() throws IOException {
        try (FaultyWire wire = FaultyWire.to(server.url());
                var store = S3BlobStore.open(S3Server.settings(wire.url(), bucket), S3Checks.usual(), limits);
                BlobUpload upload = store.create(uuid, BlobShape.MANY_PARTS)) {
            wire.hangUpAfter(PART / 2, 2);
            upload.complete(PART, List.of(upload.put(UploadPart.of(1, 0, content, PART))));
        }
        assertThat(pauses).hasSize(2);
        assertThat(server.object(bucket, S3Server.key(uuid))).hasValue(content);
    }

    static Stream<Arguments> saysWhatTheServerAnswersInTheMiddleOfAPart() {
        String skewed = "this machine's clock and the server's differ too much. Let a time service set both. It is tried again.";
        return Stream.of(
                Arguments.of("507 Insufficient Storage", "", "", FailureKind.STORE_FULL, "the store is full, or its quota used up."),
                Arguments.of("403 Forbidden", "QuotaExceeded", "", FailureKind.STORE_FULL, "the store is full, or its quota used up."),
                Arguments.of("403 Forbidden", "AccessDenied", "Request has expired", FailureKind.STORE_UNAVAILABLE, skewed),
                Arguments.of("403 Forbidden", "AccessDenied", "Request is not valid yet", FailureKind.STORE_UNAVAILABLE, skewed),
                Arguments.of("403 Forbidden\r\nDate: Tue, 3 Jun 2008 11:05:30 GMT", "AccessDenied", "", FailureKind.STORE_UNAVAILABLE,
                        skewed),
                Arguments.of("403 Forbidden\r\nDate: Tue, 3 Jun 2008 11:05:30 GMT", "", "", FailureKind.STORE_UNAVAILABLE, skewed),
                Arguments.of("403 Forbidden\r\nDate: yesterday", "AccessDenied", "", FailureKind.STORE_UNAVAILABLE,
                        "the access key may not do this."),
                Arguments.of("400 Bad Request", "InvalidRequest", "UNSIGNED-PAYLOAD PUT is not allowed", FailureKind.STORE_UNAVAILABLE,
                        "the server takes no bytes that are not signed. Set weighbridge.store.s3.sign-payload=true."));
    }

    /** It hangs up right behind its answer, on somebody who still sends. */
    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource
    void saysWhatTheServerAnswersInTheMiddleOfAPart(String status, String code, String message, FailureKind kind, String words)
            throws IOException {
        String body = code.isEmpty() ? "" : "<Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>";
        try (FaultyWire wire = FaultyWire.to(server.url());
                var store = S3BlobStore.open(S3Server.settings(wire.url(), bucket), S3Checks.usual(), limits)) {
            // The larger one does not fit into the sockets' buffers, so that somebody still writes when the connection ends.
            for (byte[] part : List.of(new byte[32 << 20], new byte[100_000])) {
                wire.answerAfter(50_000, "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
                BlobUpload upload = store.create(ResourceUuid.random(), BlobShape.ONE_PART);
                var refused = failure(() -> upload.put(UploadPart.of(1, 0, part, part.length)));

                assertThat(refused.kind()).isEqualTo(kind);
                assertThat(refused.getMessage()).startsWith("Could not write a file to the store: " + words);
                assertThat(pauses).isEmpty();
            }
        }
    }

    @Test
    void givesUpAServerThatTakesNoMoreBytes() throws IOException {
        var impatient = new S3Limits(Duration.ofSeconds(5), Duration.ofMillis(300), pauses::add);
        try (FaultyWire wire = FaultyWire.to(server.url());
                var store = S3BlobStore.open(S3Server.settings(wire.url(), bucket), S3Checks.usual(), impatient)) {
            BlobUpload upload = store.create(uuid, BlobShape.ONE_PART);
            wire.getStuck();
            var silent = failure(() -> upload.put(UploadPart.of(1, 0, content, 100)));

            assertThat(silent.kind()).isEqualTo(FailureKind.STORE_UNAVAILABLE);
            assertThat(silent.getMessage()).contains("the server did not answer in time. It is tried again; see that " + wire.url());
        }
        assertThat(impatient.ofPut(16 << 20)).isEqualTo(Duration.ofMillis(256_300));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsOnItsWayWhenTheNodeStopsIsLeftForLater(BlobShape shape) {
        S3BlobStore store = store();
        BlobUpload upload = store.create(uuid, shape);
        store.close();

        assertThat(failure(() -> upload.put(UploadPart.of(1, 0, content, PART))).kind()).isEqualTo(FailureKind.STORE_UNAVAILABLE);
        assertThat(failure(() -> store.open(uuid)).kind()).isEqualTo(FailureKind.STORE_UNAVAILABLE);
    }

    @Test
    void anObjectWhoseAnswerWasLostIsThereOnce() throws IOException {
        server.backend().forget(("object " + S3Server.key(uuid))::equals);
        try (S3BlobStore store = store(); BlobUpload upload = store.create(uuid, BlobShape.ONE_PART)) {
            upload.complete(PART, List.of(upload.put(UploadPart.of(1, 0, content, PART))));
        }
        assertThat(server.object(bucket, S3Server.key(uuid))).hasValue(content);
        assertThat(server.taken()).filteredOn(write -> write.endsWith(uuid)).hasSize(1);
    }

    @Test
    void ofAnUploadWhoseAnswerWasLostNothingIsLeft() throws IOException {
        try (FaultyWire wire = FaultyWire.to(server.url());
                var store = S3BlobStore.open(S3Server.settings(wire.url(), bucket), S3Checks.usual(), limits)) {
            wire.loseAnswer("InitiateMultipartUploadResult");
            BlobUpload upload = store.create(uuid, BlobShape.MANY_PARTS);
            assertThat(pauses).hasSize(1);
            assertThat(server.uploads(bucket)).containsExactly(S3Server.key(uuid));
            upload.complete(PART, List.of(upload.put(UploadPart.of(1, 0, content, PART))));
        }
        assertThat(server.uploads(bucket)).isEmpty();
        assertThat(server.object(bucket, S3Server.key(uuid))).hasValue(content);
    }

    @Test
    void aCompletionWhoseAnswerWasLostIsDone() throws IOException {
        server.backend().forget(("complete " + S3Server.key(uuid))::equals);
        try (S3BlobStore store = store(); BlobUpload upload = store.create(uuid, BlobShape.MANY_PARTS)) {
            upload.complete(PART, List.of(upload.put(UploadPart.of(1, 0, content, PART))));
        }
        assertThat(server.object(bucket, S3Server.key(uuid))).hasValue(content);
    }

    static Stream<Arguments> doesNotStartWithoutAUsableBucket() throws IOException {
        URI real = S3Server.shared().url();
        return Stream.of(
                Arguments.of(new S3Settings(real.toString(), "us-east-1", "some-bucket", "nobody", S3Server.SECRET_KEY, true),
                        "the server does not know the access key. Check weighbridge.store.s3.access-key. The node does not start."),
                Arguments.of(new S3Settings(real.toString(), "us-east-1", "some-bucket", S3Server.ACCESS_KEY, "wrong-secret", true),
                        "the secret key is not the one of the access key. Check weighbridge.store.s3.secret-key."),
                Arguments.of(S3Server.settings(unusedPort(), "some-bucket"),
                        "the server refused the connection. The node does not start; see that"));
    }

    @ParameterizedTest
    @MethodSource
    void doesNotStartWithoutAUsableBucket(S3Settings settings, String words) {
        var refused = failure(() -> S3BlobStore.open(settings, S3Checks.usual(), limits));

        assertThat(refused.getMessage()).startsWith("Could not use the bucket 'some-bucket' at " + settings.server() + ": ")
                .contains(words);
        assertThat(settings.toString()).doesNotContain(settings.key()).doesNotContain(settings.secret());
        assertThat(pauses).isEmpty();
    }

    private static URI unusedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }
}
