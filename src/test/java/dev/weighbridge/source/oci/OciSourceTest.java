package dev.weighbridge.source.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.net.TestOutbound;
import dev.weighbridge.source.Listing;
import dev.weighbridge.source.ModelSource;
import dev.weighbridge.source.ModelSourceContract;
import dev.weighbridge.source.SourceStream;
import dev.weighbridge.source.Span;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OciSourceTest extends ModelSourceContract {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final String REPOSITORY = "org/model";

    private static final String ANY = "application/octet-stream";

    /** What coreutils print for the six bytes "hello\n". */
    private static final String HELLO_SHA256 = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";

    private final FakeRegistry registry = FakeRegistry.start();

    private final OutboundClient client = TestOutbound.client(Duration.ofSeconds(20), "127.0.0.1");

    private final OciSource source = new OciSource(client, new OciSettings(100), Clock.fixed(NOW, ZoneOffset.UTC));

    @AfterEach
    void stop() {
        client.close();
        registry.close();
    }

    @Override
    protected ModelSource source() {
        return source;
    }

    @Override
    protected ModelReference put(byte[] content) {
        registry.push(REPOSITORY, "latest", Artifact.empty().layer(ANY, content, Artifact.TITLE, NAME));
        return reference("");
    }

    @Override
    protected ModelReference missing() {
        return ModelReference.of("oci://" + registry.authority() + "/org/nothing", null);
    }

    @Override
    protected int held() {
        return client.connectionsInUse();
    }

    private ModelReference reference(String tagOrDigest) {
        return ModelReference.of("oci://" + registry.authority() + "/" + REPOSITORY + tagOrDigest, null);
    }

    private Artifact one(String content) {
        return Artifact.empty().layer(ANY, content, Artifact.TITLE, "model.bin");
    }

    private Listing listed(Artifact artifact) {
        registry.push(REPOSITORY, "latest", artifact);
        return source.list(reference(""), access());
    }

    private IngestionException refusal(Artifact artifact) {
        return refused(() -> listed(artifact));
    }

    /** A registry announces every file's digest. */
    @Override
    @Test
    protected void listsAFileWithItsNameAndSize() {
        SourceFile file = only(put("hello\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(file.path()).isEqualTo(NAME);
        assertThat(file.size()).isEqualTo(6);
        assertThat(file.announced()).isEqualTo(Digest.sha256(HELLO_SHA256));
        assertThat(file.validator()).isEqualTo("sha256:" + HELLO_SHA256);
        assertThat(file.strong()).isTrue();
        assertThat(file.locator()).isEqualTo(registry.url("/v2/org/model/blobs/sha256:" + HELLO_SHA256).toString());
    }

    /** What a digest names cannot change: a tag that moves does not touch what was listed. */
    @Override
    @Test
    protected void refusesToOpenAFileThatWasChangedAfterItWasListed() throws IOException {
        byte[] content = bytes(1000, 1);
        SourceFile file = only(put(content));
        put(bytes(1000, 2));
        assertThat(read(file, 0)).isEqualTo(content);
        assertThat(read(file, 500)).isEqualTo(Arrays.copyOfRange(content, 500, 1000));
    }

    /** A blob of another length is not the one that was pushed, and no time will make it so. */
    @Override
    @Test
    protected void refusesToOpenAFileThatGrewAfterItWasListed() {
        SourceFile file = only(put(bytes(1000, 1)));
        registry.falsify(REPOSITORY, String.valueOf(file.validator()), bytes(1001, 1));
        assertThat(failure(() -> source.open(file, 0, access()))).isEqualTo(FailureKind.SIZE_MISMATCH);
        assertThat(refused(() -> source.open(file, 999, access())).getMessage()).contains("1001 bytes", "says 1000");
        assertThat(held()).isZero();
    }

    /** The digest decides, and who reads computes it; here nothing more is asked. */
    @Override
    @Test
    protected void noticesAChangeWhileTheFileIsRead() throws IOException {
        SourceFile file = only(put(bytes(1000, 1)));
        try (SourceStream in = source.open(file, 0, access())) {
            in.readNBytes(1000);
            int before = registry.requests().size();
            in.confirmUnchanged();
            assertThat(registry.requests()).hasSize(before);
        }
    }

    @Override
    @Test
    protected void holdsNothingAfterFailures() {
        SourceFile file = only(put(bytes(1000, 1)));
        registry.removeBlobs();
        assertThat(refused(() -> source.open(file, 0, access()))).satisfies(failed -> {
            assertThat(failed.kind()).isEqualTo(FailureKind.SOURCE_NOT_FOUND);
            assertThat(failed.getMessage()).contains("has lost a blob", "BLOB_UNKNOWN");
        });
        failure(() -> source.list(missing(), access()));
        await().until(() -> held() == 0);
    }

    @Test
    void readsPartsByRanges() throws IOException {
        byte[] content = bytes(300_000, 4);
        SourceFile file = only(put(content));
        try (SourceStream in = source.open(file, new Span(100_000, 200_000), access())) {
            assertThat(in.startsAt()).isEqualTo(100_000);
            assertThat(in.canBeginAnywhere()).isTrue();
            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(content, 100_000, 200_000));
        }
        assertThat(registry.requests("/blobs/").getLast().range()).isEqualTo("bytes=100000-199999");
    }

    @Test
    void beginsAtZeroWhereTheRegistryKnowsNoRanges() throws IOException {
        SourceFile file = only(put(bytes(1000, 4)));
        registry.ignoreRanges();
        try (SourceStream in = source.open(file, 500, access())) {
            assertThat(in.startsAt()).isZero();
            assertThat(in.canBeginAnywhere()).isFalse();
            assertThat(in.readAllBytes()).isEqualTo(bytes(1000, 4));
        }
    }

    @Test
    void pinsTheManifestThatTheTagNames() {
        String digest = registry.push(REPOSITORY, "v1.2", one("hello\n"));
        Listing byTag = source.list(reference(":v1.2"), access());
        assertThat(byTag.revision()).isEqualTo(digest);
        assertThat(byTag.tag()).isEqualTo("v1.2");
        Listing byDigest = source.list(reference("@" + digest), access());
        assertThat(byDigest.files()).isEqualTo(byTag.files());
        assertThat(byDigest.revision()).isEqualTo(digest);
        assertThat(byDigest.tag()).isNull();
        assertThat(registry.requests().getLast().path()).endsWith("/manifests/" + digest);
    }

    @Test
    void asksAnEndpointInsteadOfTheHostThatIsNamed() {
        registry.push(REPOSITORY, "latest", one("hello\n"));
        ModelReference elsewhere = ModelReference.of("oci://registry.example/org/model", null).at("http://" + registry.authority() + "/");
        assertThat(source.list(elsewhere, access()).files()).hasSize(1);
        assertThat(registry.requests().getLast().accept()).contains("oci.image.manifest.v1+json", "oci.image.index.v1+json",
                "docker.distribution.manifest.v2+json", "manifest.list.v2+json");
    }

    @Test
    void asksOllamaForTheManifestsItsOwnClientAsksFor() {
        registry.push("library/tiny", "8b", Artifact.empty().layer("application/vnd.ollama.image.model", "GGUF"));
        Listing listing = source.list(ModelReference.of("ollama://tiny:8b", null).at("http://" + registry.authority()), access());
        assertThat(listing.files()).extracting(SourceFile::path).contains("model.gguf");
        assertThat(listing.tag()).isEqualTo("8b");
        assertThat(registry.requests().getFirst().accept()).isEqualTo("application/vnd.docker.distribution.manifest.v2+json");
    }

    @Test
    void refusesAManifestThatIsNotTheOneAskedForOrAnnounced() {
        String digest = registry.push(REPOSITORY, "latest", one("hello\n"));
        registry.falsify(REPOSITORY, digest, one("other").bytes());
        assertThat(refused(() -> source.list(reference("@" + digest), access())).kind()).isEqualTo(FailureKind.DIGEST_MISMATCH);
        registry.sayDigest("sha256:" + HELLO_SHA256);
        assertThat(refused(() -> source.list(reference(""), access()))).satisfies(failed -> {
            assertThat(failed.kind()).isEqualTo(FailureKind.DIGEST_MISMATCH);
            assertThat(failed.getMessage()).contains(HELLO_SHA256);
        });
        registry.sayDigest("sha512:00");
        assertThat(source.list(reference(""), access()).revision()).isEqualTo(digest);
    }

    @Test
    void refusesALargerManifestThanRegistriesTake() {
        byte[] large = new byte[4 * 1024 * 1024 + 1];
        Arrays.fill(large, (byte) ' ');
        registry.push(REPOSITORY, "latest", large);
        assertThat(refused(() -> source.list(reference(""), access())).kind()).isEqualTo(FailureKind.LIMIT_EXCEEDED);
    }

    @Test
    void waitsForAnAnswerThatIsJsonButNotForAPinnedManifest() {
        String digest = registry.push(REPOSITORY, "latest", "<html>".getBytes(StandardCharsets.UTF_8));
        assertThat(refused(() -> source.list(reference(""), access())).kind()).isEqualTo(FailureKind.SOURCE_UNAVAILABLE);
        assertThat(refused(() -> source.list(reference("@" + digest), access())).kind()).isEqualTo(FailureKind.MALFORMED_ARTIFACT);
    }

    @Test
    void refusesMoreLayersThanAreAllowed() {
        Artifact many = Artifact.empty();
        for (int i = 0; i <= 100; i++) {
            many.layer(ANY, "x", Artifact.TITLE, "file-" + i);
        }
        assertThat(refusal(many)).satisfies(failed -> {
            assertThat(failed.kind()).isEqualTo(FailureKind.LIMIT_EXCEEDED);
            assertThat(failed.getMessage()).contains("more than 100 layers", "weighbridge.sources.max-files");
        });
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", value = {"2024-07-18T10:20:30Z,none,2024-07-18T10:20:30Z",
            "2024-07-18T12:20:30.5+02:00,2020-01-01T00:00:00Z,2024-07-18T10:20:30.500Z", "none,2023-05-06T07:08:09Z,2023-05-06T07:08:09Z",
            "yesterday,2023-05-06T07:08:09Z,2023-05-06T07:08:09Z", "1970-01-01T00:00:00Z,0001-01-01T00:00:00Z,none"})
    void takesTheTimeFromTheAnnotationElseFromTheConfig(String annotation, String config, Instant expected) {
        Artifact artifact = Artifact.empty().layer("application/vnd.oci.image.layer.v1.tar", "x").config(
                "application/vnd.oci.image.config.v1+json", config == null ? "{}" : "{\"created\":\"" + config + "\"}");
        if (annotation != null) {
            artifact.field("annotations", Map.of("org.opencontainers.image.created", annotation));
        }
        assertThat(listed(artifact).sourceTime()).isEqualTo(expected);
    }

    @Test
    void refusesAConfigThatIsNotTheOneTheManifestNames() {
        Artifact image = Artifact.empty().layer("application/vnd.oci.image.layer.v1.tar", "x")
                .config("application/vnd.oci.image.config.v1+json", "{\"created\":\"2023-05-06T07:08:09Z\"}");
        String config = image.blobs().entrySet().stream().filter(blob -> blob.getValue().length > 10).map(Map.Entry::getKey).findFirst()
                .orElseThrow();
        registry.push(REPOSITORY, "latest", image);
        registry.falsify(REPOSITORY, config, "{\"created\":\"2026-05-06T07:08:09Z\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(failure(() -> source.list(reference(""), access()))).isEqualTo(FailureKind.DIGEST_MISMATCH);
    }

    @Test
    void keepsTheLicenceThatTheManifestSays() {
        Artifact artifact = one("x").field("annotations", Map.of("org.opencontainers.image.licenses", "Apache-2.0"));
        assertThat(listed(artifact).facts().licence()).isEqualTo("apache-2.0");
        artifact.field("annotations", Map.of("org.opencontainers.image.licenses", "MIT OR Apache-2.0"));
        assertThat(listed(artifact).facts().licence()).isNull();
    }

    @Test
    void keepsTheTokenFromWhereTheRegistryRedirectsTo() throws IOException {
        try (FakeRegistry other = FakeRegistry.start()) {
            registry.guard(new TokenGuard(registry.url("/token"), null));
            SourceFile file = only(put(bytes(1000, 1)));
            other.push(REPOSITORY, "latest", Artifact.empty().layer(ANY, bytes(1000, 1)));
            registry.redirectBlobs(other.url("/v2/org/model/blobs/").toString());
            assertThat(read(file, 500)).hasSize(500);
            assertThat(registry.requests("/blobs/").getLast().authorization()).startsWith("Bearer ");
            assertThat(other.requests()).isNotEmpty().allSatisfy(request -> {
                assertThat(request.authorization()).isNull();
                assertThat(request.range()).isEqualTo("bytes=500-");
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"401", "403"})
    void comesAgainForAnotherSignedUrlWhenOneIsTooOld(int status) throws IOException {
        try (FakeRegistry other = FakeRegistry.start()) {
            SourceFile file = only(put(bytes(1000, 1)));
            other.push(REPOSITORY, "latest", Artifact.empty().layer(ANY, bytes(1000, 1)));
            other.refuseOnce("/blobs/", status, "<Error><Code>AccessDenied</Code></Error>", "WWW-Authenticate", "Basic realm=\"x\"");
            registry.redirectBlobs(other.url("/v2/org/model/blobs/").toString());
            assertThat(refused(() -> source.open(file, 0, access()))).satisfies(failed -> {
                assertThat(failed.kind()).isEqualTo(FailureKind.SOURCE_UNAVAILABLE);
                assertThat(failed.getMessage()).contains("signed URL is too old").doesNotContain("s3cret");
            });
            assertThat(read(file, 0)).hasSize(1000);
        }
    }

    @ParameterizedTest
    @CsvSource({"404,NAME_UNKNOWN,SOURCE_NOT_FOUND,no such repository", "404,MANIFEST_UNKNOWN,SOURCE_NOT_FOUND,no such tag or digest",
            "404,'',SOURCE_NOT_FOUND,no such thing", "403,DENIED,SOURCE_DENIED,shows it to nobody without a login",
            "401,UNAUTHORIZED,SOURCE_DENIED,shows it to nobody without a login", "400,NAME_INVALID,INVALID_REQUEST,does not understand",
            "429,TOOMANYREQUESTS,SOURCE_RATE_LIMITED,asked too often", "405,UNSUPPORTED,SOURCE_DENIED,refuses",
            "500,UNKNOWN,SOURCE_UNAVAILABLE,cannot deliver it now", "503,'',SOURCE_UNAVAILABLE,cannot deliver it now"})
    void saysWhatTheRegistryMeans(int status, String code, FailureKind kind, String why) {
        registry.refuseOnce("/manifests/", status, new String(FakeRegistry.error(code), StandardCharsets.UTF_8), "Retry-After", "7");
        assertThat(refused(() -> source.list(reference(""), access()))).satisfies(failed -> {
            assertThat(failed.kind()).isEqualTo(kind);
            assertThat(failed.getMessage()).contains(why, "status " + status, registry.authority()).doesNotContain("s3cret");
            assertThat(failed.retryAt()).isEqualTo(status == 429 || status >= 500 ? NOW.plusSeconds(7) : null);
        });
        assertThat(held()).isZero();
    }
}
