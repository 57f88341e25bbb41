package dev.weighbridge.inspect.accelerator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.weighbridge.artifact.Derivation;
import org.jspecify.annotations.Nullable;

/**
 * The field {@code requiredAccelerator}: {@code cuda:<version>}, the lowest CUDA toolkit that knows GPUs which compute in the weights' types; {@value #NONE} where
 * no accelerator of a certain kind is asked for; unknown where a type or a way to quantise is in no table. May be called by several threads.
 */
public final class RequiredAccelerator {

    /** What runs on every GPU, and without one. */
    public static final String NONE = "none";

    private static final String FIELD = "requiredAccelerator";

    private static final String CAPABILITY = "computeCapability";

    private static final AcceleratorTable TABLE = new AcceleratorTable();

    private RequiredAccelerator() {}

    /**
     * Of weights in safetensors, or what PyTorch saves.
     *
     * @param dtypes the names that safetensors has for the types of their tensors, such as {@code BF16}
     * @param quantisation how they are quantised, or null if they are not
     * @param file that the types were read from, or null
     * @return null if there are no types, or one of them or the quantisation is unknown here; the highest compute capability and each need as inputs
     */
    public static @Nullable Derivation of(Collection<String> dtypes, @Nullable Quantisation quantisation, @Nullable String file) {
        List<Need> needs = new ArrayList<>();
        if (dtypes.isEmpty() || quantisation != null && !needs.addAll(ofMethod(quantisation))) {
            return null;
        }
        for (String dtype : new TreeSet<>(dtypes)) {
            Need need = TABLE.ofType(dtype);
            if (need != null) {
                needs.add(need);
            } else if (!TABLE.isForAny(dtype)) {
                return null;
            }
        }
        return needs.isEmpty()
                ? new Derivation(FIELD, NONE, "every GPU and every CPU computes in " + String.join(", ", new TreeSet<>(dtypes)), file)
                : cuda(needs, file);
    }

    /**
     * Of weights in a format whose programs run on CPUs, too.
     *
     * @param format such as {@code GGUF}, {@code ONNX}, {@code TensorFlow Lite}
     */
    public static Derivation ofPortable(String format, @Nullable String file) {
        return new Derivation(FIELD, NONE, "what runs " + format + " does so on CPUs, too", file);
    }

    private static List<Need> ofMethod(Quantisation quantisation) {
        Need need = TABLE.ofMethod(quantisation.method(), quantisation.variant());
        return need == null ? List.of() : List.of(need);
    }

    private static Derivation cuda(List<Need> needs, @Nullable String file) {
        Need first = needs.stream().max(Comparator.comparing(Need::toolkit).thenComparing(Need::capability)).orElseThrow();
        Need highest = needs.stream().max(Comparator.comparing(Need::capability)).orElseThrow();
        List<Derivation> inputs = new ArrayList<>();
        inputs.add(new Derivation(CAPABILITY, highest.capability().toString(), highest.sentence(), file));
        needs.stream().filter(need -> !need.equals(highest))
                .forEach(need -> inputs
                        .add(new Derivation(CAPABILITY + " of " + need.of(), need.capability().toString(), need.sentence(), file)));
        String because = needs.stream().map(Need::sentence).collect(Collectors.joining(". "));
        return new Derivation(FIELD, "cuda:" + first.toolkit(), because + ". CUDA " + first.toolkit() + " is the first for "
                + first.of() + " (" + first.toolkitSource() + "); later ones may have dropped older GPUs", file, inputs);
    }
}
