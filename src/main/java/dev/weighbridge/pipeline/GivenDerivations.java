package dev.weighbridge.pipeline;

import java.util.ArrayList;
import java.util.List;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.GivenFields;
import org.jspecify.annotations.Nullable;

/** What the caller gave goes before what was derived, and says so. */
final class GivenDerivations {

    private final List<Derivation> derived;

    private final List<Derivation> all = new ArrayList<>();

    private GivenDerivations(List<Derivation> derived) {
        this.derived = derived;
    }

    /** Returns the fields that a caller may give, and then the other derived ones. {@code size} is that of the artifact, in bytes. */
    static List<Derivation> before(GivenFields given, long size, List<Derivation> derived) {
        var either = new GivenDerivations(derived);
        either.put("size", given.size() == null ? null : given.size().toString(),
                new Derivation("size", Long.toString(size), "artifactSizeBytes, used where the request gives no size", null));
        either.put("description", given.description());
        either.put("vendor", given.vendor());
        either.put("introduction", given.introduction());
        either.put("recommendedGpuNum", given.recommendedGpuNum());
        either.put("gpuConstraintDescription", given.gpuConstraintDescription());
        derived.stream().filter(one -> either.all.stream().noneMatch(put -> put.field().equals(one.field()))).forEach(either.all::add);
        return either.all;
    }

    private void put(String field, @Nullable String given) {
        put(field, given, derived.stream().filter(one -> one.field().equals(field)).findFirst().orElse(null));
    }

    private void put(String field, @Nullable String given, @Nullable Derivation otherwise) {
        if (given != null) {
            all.add(Derivation.given(field, given, "the request", otherwise));
        } else if (otherwise != null) {
            all.add(otherwise);
        }
    }
}
