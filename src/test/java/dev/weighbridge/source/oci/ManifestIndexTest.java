package dev.weighbridge.source.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.net.TestOutbound;
import dev.weighbridge.source.Listing;
import dev.weighbridge.source.SourceAccess;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManifestIndexTest {

    private final FakeRegistry registry = FakeRegistry.start();

    private final OutboundClient client = TestOutbound.client(Duration.ofSeconds(20), "127.0.0.1");

    private final OciSource source = new OciSource(client, new OciSettings(100), Clock.systemUTC());

    @AfterEach
    void stop() {
        client.close();
        registry.close();
    }

    private Artifact pushed(String name) {
        Artifact artifact = Artifact.empty().layer("text/plain", name, Artifact.TITLE, name);
        registry.push("org/model", "the-" + name, artifact);
        return artifact;
    }

    private void index(List<Map<String, Object>> entries) {
        registry.push("org/model", "latest", Artifact.index(entries));
    }

    private Listing listed() {
        return source.list(ModelReference.of("oci://" + registry.authority() + "/org/model", null), SourceAccess.ANONYMOUS);
    }

    private List<String> paths() {
        return listed().files().stream().map(SourceFile::path).toList();
    }

    private void assertRefused(FailureKind kind, String... why) {
        ThrowingCallable listing = this::listed;
        assertThatExceptionOfType(IngestionException.class).isThrownBy(listing).satisfies(failed -> {
            assertThat(failed.kind()).isEqualTo(kind);
            assertThat(failed.getMessage()).startsWith("Could not ").endsWith(".").contains(why);
        });
    }

    @Test
    void takesTheOneForLinuxOnAmd64AndPinsItsDigest() {
        Artifact amd = pushed("amd64");
        index(List.of(pushed("arm64").entry("linux/arm64"), pushed("windows").entry("windows/amd64"), amd.entry("linux/amd64")));
        assertThat(paths()).containsExactly("amd64");
        assertThat(listed().revision()).isEqualTo(Artifact.digest(amd.bytes()));
    }

    @Test
    void takesTheOnlyOneWhateverItIsFor() {
        index(List.of(pushed("arm64").entry("linux/arm64")));
        assertThat(paths()).containsExactly("arm64");
        index(List.of(pushed("any").entry("")));
        assertThat(paths()).containsExactly("any");
    }

    @Test
    void passesAttestationsOver() {
        Map<String, Object> unknown = pushed("provenance").entry("unknown/unknown");
        Map<String, Object> marked = new HashMap<>(pushed("contents").entry(""));
        marked.put("annotations", Map.of("vnd.docker.reference.type", "attestation-manifest"));
        index(List.of(unknown, pushed("arm64").entry("linux/arm64"), marked));
        assertThat(paths()).containsExactly("arm64");
        index(List.of(unknown, marked));
        assertRefused(FailureKind.MALFORMED_ARTIFACT, "its index names no manifest");
    }

    @Test
    void refusesToChooseAmongOthers() {
        index(List.of(pushed("arm64").entry("linux/arm64"), pushed("s390x").entry("linux/s390x")));
        assertRefused(FailureKind.MALFORMED_ARTIFACT, "linux/arm64 sha256:", "linux/s390x sha256:", "Give the digest");
    }

    @Test
    void refusesAnIndexInAnIndexAndOneThatIsAManifestToo() {
        byte[] inner = Artifact.index(List.of(pushed("x").entry("linux/amd64")));
        registry.push("org/model", "inner", inner);
        index(List.of(
                Map.of("mediaType", "application/vnd.oci.image.index.v1+json", "digest", Artifact.digest(inner), "size", inner.length)));
        assertRefused(FailureKind.MALFORMED_ARTIFACT, "no list of layers");
        registry.push("org/model", "latest", pushed("y").field("manifests", List.of()));
        assertRefused(FailureKind.MALFORMED_ARTIFACT, "a manifest and an index at once");
    }

    @Test
    void refusesAManifestThatIsNotTheOneTheIndexNames() {
        Artifact right = pushed("right");
        index(List.of(right.entry("linux/amd64")));
        registry.falsify("org/model", Artifact.digest(right.bytes()), pushed("wrong").bytes());
        assertRefused(FailureKind.DIGEST_MISMATCH, Artifact.digest(right.bytes()));
    }
}
