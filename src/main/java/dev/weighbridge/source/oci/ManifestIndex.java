package dev.weighbridge.source.oci;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Chooses a manifest of an index: OCI image specification 1.1, image-index.md, and Docker's manifest list. */
final class ManifestIndex {

    private static final String WANTED = "linux/amd64";

    /** How BuildKit marks what belongs to a manifest of the same index: provenance and lists of contents. */
    private static final String ATTESTATION = "vnd.docker.reference.type";

    private static final String NO_PLATFORM = "unknown/unknown";

    private ManifestIndex() {}

    static boolean isOne(JsonNode json) {
        return json.path("manifests").isArray() && !json.has("layers");
    }

    /** The manifest for linux/amd64, the first of several; else the only one that is no attestation. */
    static Descriptor choose(JsonNode json) {
        List<Descriptor> all = new ArrayList<>();
        int number = 0;
        for (JsonNode entry : json.path("manifests")) {
            number++;
            if (entry.path("annotations").has(ATTESTATION)) {
                continue;
            }
            Descriptor found = Descriptor.read(entry, "its manifest " + number);
            if (!NO_PLATFORM.equals(found.platform())) {
                all.add(found);
            }
        }
        Descriptor wanted = firstFor(all);
        if (wanted == null && all.size() != 1) {
            throw new MalformedManifestException(
                    all.isEmpty() ? "its index names no manifest"
                            : "its index has none for " + WANTED + " but several others (" + named(all) + ")",
                    "Give the digest of the one to take, oci://host/repository@sha256:…");
        }
        return wanted == null ? all.getFirst() : wanted;
    }

    private static @Nullable Descriptor firstFor(List<Descriptor> all) {
        return all.stream().filter(entry -> WANTED.equals(entry.platform())).findFirst().orElse(null);
    }

    private static String named(List<Descriptor> all) {
        return all.stream().limit(5)
                .map(entry -> (entry.platform() == null ? "any platform" : entry.platform().replaceAll("[^a-z0-9/_-]", "?")) + " "
                        + entry.digest().toString().substring(0, 19) + "…")
                .collect(Collectors.joining(", ")) + (all.size() > 5 ? ", …" : "");
    }
}
