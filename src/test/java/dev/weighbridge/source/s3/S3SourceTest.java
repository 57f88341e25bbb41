package dev.weighbridge.source.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.net.TestOutbound;
import dev.weighbridge.source.ModelSource;
import dev.weighbridge.source.ModelSourceContract;
import dev.weighbridge.source.SourceAccess;
import dev.weighbridge.source.SourceStream;
import dev.weighbridge.source.Span;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

class S3SourceTest extends ModelSourceContract {

    private static final String KEY = "models/" + NAME;

    /** What coreutils print for the six bytes "hello\n". */
    private static final String HELLO_SHA256 = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";

    private static final byte[] HELLO = "hello\n".getBytes(StandardCharsets.UTF_8);

    private final TestStore store = TestStore.signed();

    private final String bucket = store.bucket();

    private final OutboundClient client = TestOutbound.client(Duration.ofSeconds(20), "127.0.0.1");

    private final S3Source source = source(Clock.systemUTC());

    @AfterEach
    void stop() {
        client.close();
    }

    private S3Source source(Clock clock) {
        return new S3Source(client, new S3Settings(100_000), clock);
    }

    @Override
    protected ModelSource source() {
        return source;
    }

    @Override
    protected SourceAccess access() {
        return TestStore.access();
    }

    @Override
    protected ModelReference put(byte[] content) {
        store.put(bucket, KEY, content);
        return store.reference(bucket, KEY);
    }

    @Override
    protected ModelReference missing() {
        return store.reference(bucket, "models/nothing");
    }

    @Override
    protected int held() {
        return client.connectionsInUse();
    }

    private IngestionException listFailure(SourceAccess access) {
        return refused(() -> source.list(store.reference(bucket, KEY), access));
    }

    @Test
    void readsPartAfterPartWithoutAskingForMore() throws IOException {
        byte[] content = bytes(300_000, 7);
        SourceFile file = only(put(content));
        for (int from = 0; from < content.length; from += 100_000) {
            try (SourceStream in = source.open(file, new Span(from, from + 100_000), access())) {
                assertThat(in.readNBytes(100_000)).isEqualTo(Arrays.copyOfRange(content, from, from + 100_000));
                assertThat(in.read()).as("behind the part").isEqualTo(-1);
                assertThat(in.canBeginAnywhere()).isTrue();
            }
        }
    }

    @Test
    void trustsAnEtagAndPinsNoRevision() {
        ModelReference reference = put(HELLO);
        SourceFile file = only(reference);
        assertThat(file.strong()).isTrue();
        assertThat(file.validator()).isEqualTo("etag=\"b1946ac92492d2347c6235b4d2611184\"");
        assertThat(source.list(reference, access()).revision()).isNull();
        assertThat(source.list(reference, access()).sourceTime()).isBetween(Instant.now().minus(Duration.ofHours(1)), Instant.now());
    }

    @Test
    void keepsNoSecretInWhatItLists() {
        assertThat(only(put(HELLO)).toString()).doesNotContain(TestStore.SECRET_KEY).doesNotContain("Signature")
                .contains(store.url() + "/" + bucket + "/models/model%20weights.bin#us-east-1");
    }

    @Test
    void takesTheKeysAsOneTokenToo() throws IOException {
        ModelReference reference = put(HELLO);
        var token = new SourceAccess(TestStore.ACCESS_KEY + ":" + TestStore.SECRET_KEY, "127.0.0.1");
        SourceFile file = source.list(reference, token).files().getFirst();
        try (SourceStream in = source.open(file, 0, token)) {
            assertThat(in.readAllBytes()).isEqualTo(HELLO);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hf_only-a-token", ":no-name", "no-secret:", "a b:secret", "a\nb:secret"})
    void refusesATokenThatIsNoPairOfKeys(String token) {
        put(HELLO);
        IngestionException failure = listFailure(new SourceAccess(token, "127.0.0.1"));
        assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
        assertThat(failure.getMessage()).doesNotContain(token);
    }

    @Test
    void tellsAnonymousCallersToBringKeys() {
        put(HELLO);
        IngestionException failure = listFailure(SourceAccess.ANONYMOUS);
        assertThat(failure.kind()).isEqualTo(FailureKind.SOURCE_DENIED);
        assertThat(failure.getMessage()).contains("not given to everybody");
    }

    @Test
    void showsTheKeysToTheirHostOnly() {
        put(HELLO);
        var login = new SourceAccess.Login(TestStore.ACCESS_KEY, TestStore.SECRET_KEY);
        assertThat(listFailure(new SourceAccess(null, login, "s3.example.com", null)).getMessage()).contains("not given to everybody");
    }

    @Test
    void readsWhatIsGivenToEverybody() throws IOException {
        TestStore open = TestStore.open();
        String shared = open.bucket();
        open.put(shared, "a/weights.bin", HELLO);
        for (String key : List.of("a", "a/weights.bin")) {
            List<SourceFile> files = source.list(open.reference(shared, key), SourceAccess.ANONYMOUS).files();
            assertThat(files).extracting(SourceFile::path).containsExactly("weights.bin");
            try (SourceStream in = source.open(files.getFirst(), 2, SourceAccess.ANONYMOUS)) {
                assertThat(in.readAllBytes()).isEqualTo("llo\n".getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"stranger, x, does not know the access key", "weighbridge-reads, wrong, secret key is not the one"})
    void saysWhichKeyIsWrong(String key, String secret, String why) {
        put(HELLO);
        IngestionException failure = listFailure(TestStore.access(key, secret));
        assertThat(failure.kind()).isEqualTo(FailureKind.SOURCE_DENIED);
        assertThat(failure.getMessage()).contains(why).contains("s3://" + bucket);
    }

    @Test
    void saysThatTheClocksDiffer() {
        ModelReference reference = put(HELLO);
        S3Source slow = source(Clock.fixed(Instant.now().minus(Duration.ofHours(2)), ZoneOffset.UTC));
        IngestionException failure = refused(() -> slow.list(reference, access()));
        assertThat(failure.kind()).isEqualTo(FailureKind.SOURCE_UNAVAILABLE);
        assertThat(failure.getMessage()).contains("clock");
    }

    @Test
    void saysThatTheBucketIsNotThere() {
        IngestionException failure = refused(() -> source.list(store.reference("no-such-bucket", KEY), access()));
        assertThat(failure.kind()).isEqualTo(FailureKind.SOURCE_NOT_FOUND);
        assertThat(failure.getMessage()).contains("no bucket of this name");
    }

    @Test
    void saysThatAListedObjectIsGone() {
        SourceFile file = only(put(HELLO));
        store.remove(bucket, KEY);
        assertThat(failure(() -> source.open(file, 0, access()))).isEqualTo(FailureKind.SOURCE_NOT_FOUND);
    }

    @ParameterizedTest
    @CsvSource({"403, InvalidObjectState, SOURCE_DENIED, archived", "503, SlowDown, SOURCE_RATE_LIMITED, asked too often",
            "500, InternalError, SOURCE_UNAVAILABLE, cannot deliver", "403, AccessDenied, SOURCE_DENIED, s3:GetObject"})
    void saysWhyAnObjectIsNotGiven(int status, String code, FailureKind kind, String why) {
        String key = code + "/object";
        store.put(bucket, key, HELLO);
        SourceFile file = only(store.reference(bucket, key));
        store.refuse(key, status, code);
        IngestionException failure = refused(() -> source.open(file, 0, access()));
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.getMessage()).contains(why).contains("s3://" + bucket + "/" + key);
    }

    @Test
    void announcesTheDigestBesideTheObject() {
        put(HELLO);
        store.put(bucket, KEY + ".sha256", (HELLO_SHA256 + "  " + NAME + "\n").getBytes(StandardCharsets.UTF_8));
        assertThat(only(store.reference(bucket, KEY)).announced()).isEqualTo(Digest.sha256(HELLO_SHA256));
    }

    @Test
    void givesBytesAsTheyWerePutWhateverTheStoreSaysTheyAre() throws IOException {
        store.put(PutObjectRequest.builder().bucket(bucket).key(KEY).contentEncoding("gzip").contentType("text/html"), HELLO);
        assertThat(read(only(store.reference(bucket, KEY)), 1)).isEqualTo("ello\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsAKeyLiterally() throws IOException {
        List<String> keys = List.of("a b", "a+b", "a%20b", "ä/日本 🐳", "what?", "no#1", "~!$&'()*,;=:@[]{}^`|<>\"");
        for (String key : keys) {
            store.put(bucket, key, key.getBytes(StandardCharsets.UTF_8));
        }
        for (String key : keys) {
            assertThat(read(only(store.reference(bucket, key)), 0)).as(key).isEqualTo(key.getBytes(StandardCharsets.UTF_8));
        }
    }
}
