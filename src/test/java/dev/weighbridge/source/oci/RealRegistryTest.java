package dev.weighbridge.source.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.net.TestOutbound;
import dev.weighbridge.source.Listing;
import dev.weighbridge.source.SourceAccess;
import dev.weighbridge.source.SourceStream;
import dev.weighbridge.source.Span;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The source against the registry that most others are made of: Debian's docker-registry, asked with a password, on a port of its own. */
class RealRegistryTest {

    private static final String MODELPACK = "application/vnd.cncf.model.";

    private static final String PATH = "org.cncf.model.filepath";

    private final OutboundClient client = TestOutbound.client(Duration.ofSeconds(20), "127.0.0.1");

    private final OciSource source = new OciSource(client, new OciSettings(100), Clock.systemUTC());

    @TempDir
    private Path folder;

    private DockerRegistry registry;

    private SourceAccess access;

    @BeforeEach
    void start() throws IOException {
        registry = DockerRegistry.start(folder);
        access = new SourceAccess(null, registry.login(), "127.0.0.1", null);
    }

    @AfterEach
    void stop() {
        client.close();
        registry.close();
    }

    private ModelReference reference(String tagOrDigest) {
        return ModelReference.of("oci://" + registry.authority() + "/org/model" + tagOrDigest, null);
    }

    private byte[] read(SourceFile file, Span span) throws IOException {
        try (SourceStream in = source.open(file, span, access)) {
            assertThat(in.startsAt()).isEqualTo(span.from());
            return in.readAllBytes();
        }
    }

    @Test
    void listsAndReadsWhatWasPushed() throws IOException {
        byte[] weights = new byte[3_000_000];
        new Random(1).nextBytes(weights);
        Artifact model = Artifact.empty().type(MODELPACK + "manifest.v1+json").config(MODELPACK + "config.v1+json", "{}")
                .layer(MODELPACK + "weight.v1.raw", weights, PATH, "model.safetensors")
                .layer(MODELPACK + "doc.v1.raw", "hello\n", PATH, "README.md")
                .layer(MODELPACK + "doc.v1.raw", "", PATH, "empty");
        String digest = registry.push("org/model", "v1.0", model);

        Listing listing = source.list(reference(":v1.0"), access);
        assertThat(listing.revision()).isEqualTo(digest);
        assertThat(listing.files()).extracting(SourceFile::path).containsExactly("README.md", "empty", "model.safetensors");
        // What coreutils print for "hello\n".
        assertThat(listing.files().getFirst().announced())
                .isEqualTo(Digest.sha256("5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03"));
        assertThat(source.list(reference("@" + digest), access).files()).isEqualTo(listing.files());

        assertThat(read(listing.files().get(0), Span.from(0))).isEqualTo("hello\n".getBytes(StandardCharsets.UTF_8));
        assertThat(read(listing.files().get(1), Span.from(0))).isEmpty();
        SourceFile large = listing.files().get(2);
        assertThat(read(large, Span.from(0))).isEqualTo(weights);
        var parts = new ByteArrayOutputStream();
        for (int from = 0; from < weights.length; from += 1_000_000) {
            parts.writeBytes(read(large, new Span(from, from + 1_000_000)));
        }
        assertThat(parts.toByteArray()).isEqualTo(weights);
        assertThat(read(large, Span.from(2_999_999))).isEqualTo(Arrays.copyOfRange(weights, 2_999_999, 3_000_000));
        assertThat(client.connectionsInUse()).isZero();
    }

    @Test
    void followsAnIndexToItsPlatform() throws IOException {
        Artifact amd = Artifact.empty().layer("text/plain", "amd64", Artifact.TITLE, "amd64");
        Artifact arm = Artifact.empty().layer("text/plain", "arm64", Artifact.TITLE, "arm64");
        registry.push("org/model", "arm", arm);
        String digest = registry.push("org/model", "amd", amd);
        registry.push("org/model", "latest", "application/vnd.oci.image.index.v1+json",
                Artifact.index(List.of(arm.entry("linux/arm64"), amd.entry("linux/amd64"))));
        Listing listing = source.list(reference(""), access);
        assertThat(listing.files()).extracting(SourceFile::path).containsExactly("amd64");
        assertThat(listing.revision()).isEqualTo(digest);
    }

    @Test
    void understandsItsRefusals() throws IOException {
        registry.push("org/model", "v1", Artifact.empty().layer("text/plain", "x", Artifact.TITLE, "x"));
        assertRefused(FailureKind.SOURCE_NOT_FOUND, "MANIFEST_UNKNOWN", reference(":v2"), access);
        assertRefused(FailureKind.SOURCE_DENIED, "without a login", reference(":v1"), SourceAccess.ANONYMOUS);
        var wrong = new SourceAccess(null, new SourceAccess.Login("ann", "wr0ng"), "127.0.0.1", null);
        assertRefused(FailureKind.SOURCE_DENIED, "does not accept the login", reference(":v1"), wrong);
    }

    private void assertRefused(FailureKind kind, String why, ModelReference reference, SourceAccess by) {
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> source.list(reference, by)).satisfies(failed -> {
            assertThat(failed.kind()).isEqualTo(kind);
            assertThat(failed.getMessage()).contains(why).doesNotContain("wr0ng");
        });
    }
}
