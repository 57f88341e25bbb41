package dev.weighbridge.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import dev.weighbridge.artifact.Derivation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VersionChoiceTest {

    private static final Derivation GGUF = new Derivation("versionText", "v0.3", "general.version of the GGUF file", "tiny.gguf");

    @Test
    void theRequestComesFirst() {
        assertThat(choose("v1.0", GGUF, "v2"))
                .isEqualTo(new Derivation("versionSemver", "1.0.0", "version of the request, 'v1.0' read as SemVer", null));
    }

    @Test
    void thenTheArtifact() {
        assertThat(choose(null, GGUF, "v2")).isEqualTo(
                new Derivation("versionSemver", "0.3.0", "general.version of the GGUF file, 'v0.3' read as SemVer", "tiny.gguf"));
    }

    @Test
    void thenTheTag() {
        assertThat(choose(" ", null, "v2").value()).isEqualTo("2.0.0");
    }

    @Test
    void thenTheTime() {
        Derivation chosen = choose(null, null, null);
        assertThat(chosen.value()).isEqualTo("0.0.0-20240718101112-0123456789ab");
        assertThat(chosen.file()).isNull();
    }

    @Test
    void passesOverWhatIsNoVersionAndSaysSo() {
        Derivation chosen = choose("CustomizeVersion", new Derivation("versionText", "final", "version in the model card", "README.md"),
                "main");
        assertThat(chosen.value()).isEqualTo("0.0.0-20240718101112-0123456789ab");
        assertThat(chosen.rule())
                .endsWith("; passed over as no version: version of the request ('CustomizeVersion'), version in the model card ('final'),"
                        + " tag of the source ('main')");
    }

    private static Derivation choose(@Nullable String given, @Nullable Derivation artifact, @Nullable String tag) {
        return VersionChoice.of(new VersionSources(given, artifact, tag, Instant.parse("2024-07-18T10:11:12Z"), "0123456789abcdef0123"));
    }
}
