package dev.weighbridge.inspect.gpu;

import java.util.List;
import java.util.Map;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.inspect.head.FactSheet;
import dev.weighbridge.inspect.weights.WeightSet;
import org.jspecify.annotations.Nullable;

/**
 * Estimates a model's GPU memory and says from what. Keeps nothing between calls; may be called by several threads.
 */
public final class GpuMemory {

    private final GpuConstants constants;

    /** @throws IllegalArgumentException if a setting's name is unknown or its value no whole number: says which */
    public GpuMemory(GpuMemorySettings settings) {
        this.constants = new GpuConstants(settings);
    }

    /**
     * States {@code minGpuMemory}, {@code recommendedGpuMemory} and {@code extraGpuMemRequest} (bytes), {@code recommendedGpuNum} (a comma list of counts)
     * and {@code gpuConstraintDescription}. What does not follow from the files is not stated, and a finding says why; nothing fails.
     *
     * @param sheet has {@code architectureType} and {@code pipelineTag} already, if they are known
     * @param source what the model says of itself, or null if it says nothing
     * @param weights that an engine loads
     */
    public void state(FactSheet sheet, @Nullable ShapeSource source, WeightSet weights) {
        try {
            Quantity bytes = WeightBytes.of(weights, source);
            if (bytes.value() > 0) {
                state(sheet, estimate(sheet, source, bytes, new WeightDtypes(weights.tally().bytes())));
            }
        } catch (UnknownShapeException unknown) {
            stateUnknown(sheet, unknown.why(), weights);
        } catch (ArithmeticException tooLarge) {
            stateUnknown(sheet, "the numbers that the model states multiply to more than can be true", weights);
        }
    }

    /**
     * States of a pipeline of diffusers what its components take together.
     *
     * @param components their weights by the component's name
     */
    public void statePipeline(FactSheet sheet, Map<String, WeightSet> components) {
        List<Quantity> each = components.entrySet().stream()
                .map(component -> WeightBytes.of(component.getValue(), null).as(component.getKey()))
                .toList();
        long bytes = each.isEmpty() ? 0 : Quantity.sum("weights", "", each).value();
        stateUnknown(sheet, "what a pipeline of several components computes at once depends on the size of what it makes", bytes,
                ", all components loaded at once as pipe.to(\"cuda\") of diffusers does", new Derivation("weights", Long.toString(bytes),
                        "sum of the tensors' bytes of all components", null, each.stream().map(Quantity::derivation).toList()));
    }

    private Estimate estimate(FactSheet sheet, @Nullable ShapeSource source, Quantity weights, WeightDtypes dtypes) {
        if (source == null) {
            throw new UnknownShapeException("nothing beside the weights says what kind of model it is");
        }
        ModelKind kind = ModelKind.of(sheet.value("architectureType"), sheet.value("pipelineTag"), source);
        return switch (kind) {
            case DECODER -> new DecoderMemory(constants).estimate(source, weights, dtypes);
            case TEXT_ENCODER -> new EncoderMemory(constants).estimate(source, weights, dtypes);
            case ENCODER_DECODER -> new EncoderDecoderMemory(constants).estimate(source, weights, dtypes);
            case OTHER -> throw new UnknownShapeException(
                    "it is neither a language model nor an encoder of text, and no rule for others is known");
        };
    }

    private void state(FactSheet sheet, Estimate estimate) {
        Quantity recommended = estimate.recommended().total("recommendedGpuMemory");
        Quantity weights = estimate.recommended().weights();
        sheet.state(estimate.least().total("minGpuMemory").derivation());
        sheet.state(recommended.derivation());
        sheet.state(Quantity.computed("extraGpuMemRequest", Math.subtractExact(recommended.value(), weights.value()),
                "recommendedGpuMemory − weights: what the engine takes beside them", recommended, weights).derivation());
        List<GpuCounts.Fit> fits = new GpuCounts(constants).of(estimate);
        if (fits.isEmpty()) {
            sheet.find("recommendedGpuNum is unknown: no number of GPUs up to " + constants.counts().getLast()
                    + " divides the attention heads and is enough.");
        } else {
            sheet.state(new Derivation("recommendedGpuNum",
                    String.join(",", fits.stream().map(fit -> Integer.toString(fit.count())).toList()),
                    "those of gpu-counts that divide the attention heads, divide the heads of keys and values or are a multiple of them, and for which "
                            + constants.bytes("usable-percent") + " % of the largest common GPU (" + constants.gpus().getLast().name()
                            + ") hold the share of each",
                    null, fits.stream().map(fit -> fit.each().derivation()).toList()));
        }
        sheet.state(new Derivation("gpuConstraintDescription", GpuSentence.of(estimate, fits, constants),
                "minGpuMemory, recommendedGpuMemory and recommendedGpuNum in words", null));
    }

    private static void stateUnknown(FactSheet sheet, String why, WeightSet weights) {
        List<Derivation> types = weights.tally().bytes().entrySet().stream()
                .map(type -> new Derivation(type.getKey(), type.getValue().toString(), "bytes of the tensors of this type", weights.path()))
                .toList();
        long bytes = weights.tally().totalBytes();
        stateUnknown(sheet, why, bytes, "",
                new Derivation("weights", Long.toString(bytes), "sum of the tensors' bytes in " + weights.name(), weights.path(), types));
    }

    /** @param sum how the weights were added up */
    private static void stateUnknown(FactSheet sheet, String why, long weights, String how, Derivation sum) {
        sheet.find("minGpuMemory is unknown: " + why + ".");
        if (weights > 0) {
            sheet.state(new Derivation("gpuConstraintDescription",
                    "The weights alone take " + GpuSentence.gigabytes(weights) + how + "; what is needed beside them is unknown.",
                    "in words what the weights take, because minGpuMemory is unknown", sum.file(),
                    List.of(sum)));
        }
    }
}
