package dev.weighbridge.inspect;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.weighbridge.artifact.Derivation;
import org.jspecify.annotations.Nullable;

/**
 * What the files say about the model. Unknown is null or empty, never a guess.
 *
 * @param architectureType such as {@code LlamaForCausalLM}; of a GGUF without config.json the format's own name, such as {@code llama}
 * @param frameworkVersion framework and version, such as {@code Transformers 4.51.0}
 * @param pipelineTag the hub's name of the task, such as {@code text-generation}
 * @param licence as the card or the GGUF file names it, several joined by {@code ", "}
 * @param versionText as written, not yet read as a version
 * @param introduction only if the card's front matter has a field of this name
 * @param description only if the card's front matter or the GGUF file has a field of this name
 * @param libraryName the card's {@code library_name}
 * @param dtype the type that config.json says to compute in, such as {@code bfloat16}
 * @param baseModels the card's {@code base_model}
 * @param languages the card's {@code language}
 * @param minGpuMemory bytes of the weights of one weight set, without KV cache, activations and the engine's own memory
 * @param bytesByDtype bytes of that weight set's tensors by the format's name of their type, such as {@code BF16} or {@code Q8_0}; empty if unknown
 * @param parametersByDtype elements of those tensors; of weights packed into integers (GPTQ, AWQ) the packed elements are counted
 * @param findings sentences about what is odd, in the order found
 * @param derivations where each text and number above comes from; {@code field} is the component's name here
 */
public record ModelFacts(@Nullable String architectureType, @Nullable String frameworkVersion, @Nullable String pipelineTag,
        @Nullable String licence,
        @Nullable String versionText, @Nullable String introduction, @Nullable String description, @Nullable String libraryName,
        @Nullable String dtype,
        List<String> baseModels, List<String> languages, @Nullable Long minGpuMemory, Map<String, Long> bytesByDtype,
        Map<String, Long> parametersByDtype, List<String> findings, List<Derivation> derivations) {

    /** Where this field comes from, or nothing if it is unknown. */
    public Optional<Derivation> derivation(String field) {
        return derivations.stream().filter(derivation -> derivation.field().equals(field)).findFirst();
    }
}
