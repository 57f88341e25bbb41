package dev.weighbridge.inspect.graph.onnx;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import dev.weighbridge.inspect.head.OpenFile;

/** The operators of a model that are not of ONNX itself, less those that the model defines as functions of its own. */
final class OnnxOperators {

    /** The domains of ONNX's own operators (docs/Operators.md, docs/Operators-ml.md, onnx/common/constants.h); the first is also called ai.onnx. */
    private static final Set<String> OWN = Set.of("", "ai.onnx", "ai.onnx.ml", "ai.onnx.training", "ai.onnx.preview",
            "ai.onnx.preview.training");

    /** Those that ONNX Runtime has in addition (docs/ContribOperators.md and core/graph/constants.h of ONNX Runtime). */
    private static final Set<String> OF_ONNX_RUNTIME = Set.of("com.microsoft", "com.microsoft.nchwc", "com.microsoft.experimental",
            "com.ms.internal.nhwc");

    /** Bounds the memory. */
    private static final int MAX_KEPT = 1000;

    private static final int SHOWN = 5;

    private final Map<String, Set<String>> used = new TreeMap<>();

    private final Set<String> defined = new HashSet<>();

    private int kept;

    void use(String domain, String operator) {
        if (!OWN.contains(domain) && kept < MAX_KEPT && used.computeIfAbsent(domain, any -> new TreeSet<>()).add(operator)) {
            kept++;
        }
    }

    void define(String domain, String function) {
        if (defined.size() < MAX_KEPT) {
            defined.add(domain + "\0" + function);
        }
    }

    /** Says a sentence for each domain that has operators which the model does not bring along. */
    void describe(String path, Consumer<String> sentences) {
        used.forEach((domain, operators) -> {
            Set<String> missing = operators.stream().filter(operator -> !defined.contains(domain + "\0" + operator))
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!missing.isEmpty()) {
                String names = missing.stream().limit(SHOWN).map(OpenFile::shown).collect(Collectors.joining(", "))
                        + (missing.size() > SHOWN ? " and " + (missing.size() - SHOWN) + " more" : "");
                sentences.accept("'" + path + "' has operators of the domain " + OpenFile.shown(domain) + " (" + names + "), "
                        + (OF_ONNX_RUNTIME.contains(domain) ? "which are ONNX Runtime's; other engines may not have them."
                                : "which are not ONNX's: an engine needs a library of them."));
            }
        });
    }
}
