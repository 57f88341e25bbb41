package dev.weighbridge.source.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.source.SourceAccess;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OciReferenceTest {

    private static final String HEX = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";

    private static OciReference read(String text, @Nullable String endpoint) {
        return OciReference.of(ModelReference.of(text, null).at(endpoint));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"oci://ghcr.io/org/model,-,https://ghcr.io/v2/org/model/manifests/latest",
            "oci://ghcr.io/org/team/model:v1.0_2,-,https://ghcr.io/v2/org/team/model/manifests/v1.0_2",
            "oci://ghcr.io/org/model@sha256:" + HEX + ",-,https://ghcr.io/v2/org/model/manifests/sha256:" + HEX,
            "oci://ghcr.io/org/model:v1@sha256:" + HEX + ",-,https://ghcr.io/v2/org/model/manifests/sha256:" + HEX,
            "OCI://host:5000/model,-,https://host:5000/v2/model/manifests/latest",
            "oci://localhost:5000/model:a,-,http://localhost:5000/v2/model/manifests/a",
            "oci://127.0.0.1/model,-,http://127.0.0.1/v2/model/manifests/latest",
            "oci://[::1]:5000/model,-,http://[::1]:5000/v2/model/manifests/latest",
            "oci://127.0.0.1.example.org/model,-,https://127.0.0.1.example.org/v2/model/manifests/latest",
            "oci://docker.io/ai/tiny:1,-,https://registry-1.docker.io/v2/ai/tiny/manifests/1",
            "oci://index.docker.io/tiny,-,https://registry-1.docker.io/v2/library/tiny/manifests/latest",
            "oci://docker.io/tiny,https://docker.io,https://registry-1.docker.io/v2/library/tiny/manifests/latest",
            "oci://ghcr.io/org/model,http://mirror:80/,http://mirror:80/v2/org/model/manifests/latest",
            "oci://ghcr.io/org/model,https://mirror/proxy,https://mirror/proxy/v2/org/model/manifests/latest",
            "ollama://tiny,-,https://registry.ollama.ai/v2/library/tiny/manifests/latest",
            "ollama://ann/tiny:8b-q4_K_M,-,https://registry.ollama.ai/v2/ann/tiny/manifests/8b-q4_K_M",
            "ollama://tiny,http://mirror:11434,http://mirror:11434/v2/library/tiny/manifests/latest"})
    void asksTheManifestAt(String text, String endpoint, URI manifest) {
        OciReference reference = read(text, endpoint);
        assertThat(reference.repository().manifest(reference.asked())).isEqualTo(manifest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"oci://ghcr.io", "oci://ghcr.io/", "oci://ghcr.io/org/", "oci://ghcr.io/org//model", "oci://ghcr.io/org/.git",
            "oci://ghcr.io/org/model:", "oci://ghcr.io/org/model:-1", "oci://ghcr.io/org/model@sha256:12",
            "oci://ghcr.io/org/model@sha512:" + HEX,
            "oci://ghcr.io/org/model?token=s3cret", "oci://ghcr.io/org/model#s3cret", "oci://ann:s3cret@ghcr.io/org/model",
            "oci://ghcr.io/org/mod%2fel", "oci://gh cr.io/org/model", "oci:///org/model", "ollama://", "ollama://registry.example/ann/tiny",
            "ollama://ann/tiny:a:b"})
    void refusesOtherForms(String text) {
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> read(text, null)).satisfies(failed -> {
            assertThat(failed.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
            assertThat(failed.getMessage()).startsWith("Could not ").endsWith(".").doesNotContain("s3cret");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://mirror", "https://", "https://ann:s3cret@mirror", "https://mirror?x=s3cret", "https://mirror/#s3cret",
            "mirror",
            "https://mir ror"})
    void refusesAnEndpointThatIsNoRegistry(String endpoint) {
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> read("oci://ghcr.io/org/model", endpoint))
                .satisfies(failed -> {
                    assertThat(failed.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
                    assertThat(failed.getMessage()).contains("registry's URL").doesNotContain("s3cret");
                });
    }

    @Test
    void isNotEvenAReferenceWithALoginInIt() {
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> ModelReference.of("OCI://ann:s3cret@ghcr.io/org/model", null))
                .withMessageContaining("must not hold a user name or password").withMessageNotContaining("s3cret");
        assertThat(ModelReference.of("oci://ghcr.io:443/org/model@sha256:" + HEX, null).host()).isEqualTo("ghcr.io");
        assertThat(ModelReference.of("oci://gh cr.io/org/model", null).host()).isNull();
    }

    @Test
    void tellsTheTagOnlyIfItSaysSomething() {
        assertThat(read("oci://ghcr.io/org/model", null).version()).isNull();
        assertThat(read("oci://ghcr.io/org/model:latest", null).version()).isNull();
        assertThat(read("oci://ghcr.io/org/model:v2", null).version()).isEqualTo("v2");
        assertThat(read("oci://ghcr.io/org/model@sha256:" + HEX, null)).hasToString("ghcr.io/org/model@sha256:" + HEX);
    }

    @Test
    void findsTheRepositoryOfABlob() {
        for (String registry : new String[] {"https://ghcr.io", "http://[::1]:5000", "https://mirror/proxy"}) {
            var repository = new Repository(registry, "org/blobs/model");
            assertThat(Repository.ofBlob(repository.blob(Digest.sha256(HEX)))).isEqualTo(repository);
        }
    }

    @Test
    void knowsDockerHubByAllItsNames() {
        var hub = new Repository("https://registry-1.docker.io", "ai/tiny");
        var ann = new SourceAccess.Login("ann", "s3cret");
        assertThat(hub.login(new SourceAccess(null, ann, "docker.io", null))).isEqualTo(ann);
        assertThat(hub.login(new SourceAccess(null, ann, "index.docker.io", null))).isEqualTo(ann);
        assertThat(hub.login(new SourceAccess(null, ann, "ghcr.io", null))).isNull();
        assertThat(new Repository("https://ghcr.io", "ai/tiny").login(new SourceAccess(null, ann, "docker.io", null))).isNull();
        assertThat(hub.login(new SourceAccess("t0ken", null, "docker.io", null)))
                .isEqualTo(new SourceAccess.Login("oauth2accesstoken", "t0ken"));
    }
}
