package dev.weighbridge.inspect;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.SafetyFinding;
import org.jspecify.annotations.Nullable;

/**
 * What the files say about the model. Unknown is missing, never a guess.
 *
 * @param derivations each thing that is known, with where it comes from. {@code field} is the inventory's name, or one of these, which the inventory has no column for:
 *     {@code versionText} (as written, not yet read as a version), {@code libraryName} (the hub's word), {@code dtype} (the type to compute in, such as
 *     {@code bfloat16}), {@code quantization} (method, format and bits in the words of who did it, such as {@code gptq 4-bit} or {@code MOSTLY_Q4_K_M}),
 *     {@code systemTag} (ZStack's class, such as {@code AI::Text-Generation}), {@code baseModels}, {@code languages}, {@code tags} and {@code flavours}
 *     (MLflow's; several are joined by {@code ", "}, as many as fit, and end with "and n more"), {@code components} (name and class of each part of a diffusers
 *     pipeline), {@code adapter} (kind, rank and alpha), {@code embedding} (dimensions, pooling, longest text), {@code tokenizer} (its class in transformers)
 *     and {@code vocabulary} (how it cuts words, and how many tokens it knows). {@code introduction} is Markdown that somebody else wrote, HTML in it included:
 *     whoever shows it as such has to clean it
 * @param bytesByDtype bytes of the loaded weight set's tensors by the format's name of their type, such as {@code BF16} or {@code Q8_0}; empty if
 *     unknown
 * @param parametersByDtype elements of those tensors; of weights packed into integers (GPTQ, AWQ) the packed elements are counted
 * @param findings sentences about what is odd, in the order found
 * @param dangers what may harm who loads the model
 */
public record ModelFacts(List<Derivation> derivations, Map<String, Long> bytesByDtype, Map<String, Long> parametersByDtype,
        List<String> findings,
        List<SafetyFinding> dangers) {

    /** Where this field comes from, or nothing if it is unknown. */
    public Optional<Derivation> derivation(String field) {
        return derivations.stream().filter(derivation -> derivation.field().equals(field)).findFirst();
    }

    /** The value of a field, or null if it is unknown. */
    public @Nullable String value(String field) {
        return derivation(field).map(Derivation::value).orElse(null);
    }

    /** The value of a field that is a number, or null if it is unknown. */
    public @Nullable Long number(String field) {
        return derivation(field).map(derivation -> Long.valueOf(derivation.value())).orElse(null);
    }
}
