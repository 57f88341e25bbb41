package dev.weighbridge.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.weighbridge.artifact.Derivation;
import org.jspecify.annotations.Nullable;

/**
 * Which of its sources gives a model's {@code versionSemver}: the request; else the artifact's own text; else the source's tag; else the
 * pseudo-version. A text that is no version by {@link VersionText}, such as {@code main}, is passed over, and the rule says so.
 */
public final class VersionChoice {

    private static final int SHOWN = 64;

    private final List<String> passedOver = new ArrayList<>();

    private VersionChoice() {}

    /** Returns {@code versionSemver} with the rule that gave it. Never fails for a text; {@code hex} must be as {@link PseudoVersion} wants it. */
    public static Derivation of(VersionSources sources) {
        return new VersionChoice().choose(sources);
    }

    private Derivation choose(VersionSources sources) {
        Derivation artifact = sources.artifact();
        String file = artifact == null ? null : artifact.file();
        return read("version of the request", sources.given(), null)
                .or(() -> read(artifact == null ? "" : artifact.rule(), artifact == null ? null : artifact.value(), file))
                .or(() -> read("tag of the source", sources.tag(), null))
                .orElseGet(() -> derived(PseudoVersion.of(sources.time(), sources.hex()),
                        "pseudo-version from the source's time and the commit or checksum", null));
    }

    private Optional<Derivation> read(String where, @Nullable String text, @Nullable String file) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        Optional<String> version = VersionText.read(text);
        if (version.isEmpty()) {
            passedOver.add(where + " ('" + shown(text) + "')");
        }
        return version.map(semver -> derived(semver, where + ", '" + shown(text) + "' read as SemVer", file));
    }

    private Derivation derived(String semver, String rule, @Nullable String file) {
        String instead = passedOver.isEmpty() ? "" : "; passed over as no version: " + String.join(", ", passedOver);
        return new Derivation("versionSemver", semver, rule + instead, file);
    }

    private static String shown(String text) {
        String oneLine = text.strip().replaceAll("\\p{Cntrl}", "?");
        return oneLine.length() <= SHOWN ? oneLine : oneLine.substring(0, SHOWN) + "…";
    }
}
