package dev.weighbridge.inspect;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.inspect.accelerator.Quantisation;
import dev.weighbridge.inspect.accelerator.RequiredAccelerator;
import dev.weighbridge.inspect.card.ModelConfig;
import dev.weighbridge.inspect.gguf.GgufHead;
import dev.weighbridge.inspect.gpu.GpuMemory;
import dev.weighbridge.inspect.gpu.GpuMemorySettings;
import dev.weighbridge.inspect.gpu.ShapeSource;
import dev.weighbridge.inspect.head.FactSheet;
import dev.weighbridge.inspect.weights.WeightSet;
import org.jspecify.annotations.Nullable;

/** States what a model needs to run: how much memory of GPUs, how many of them, and which. */
final class Needs {

    /** What this needs of the members of {@code config.json}. */
    static final Set<String> WANTED = Stream.of(ShapeSource.WANTED, Quantisation.WANTED).flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    private final GpuMemory gpu;

    /** @throws IllegalArgumentException if a setting's name is unknown or its value no whole number: says which */
    Needs(GpuMemorySettings settings) {
        this.gpu = new GpuMemory(settings);
    }

    /**
     * States it on the sheet, which has the texts' facts already.
     *
     * @param speaker the GGUF file that speaks for the model
     * @param components the folders of a pipeline's components; null if it is none
     * @return the weights that an engine loads, or null if that is unknown or, of a pipeline, several sets
     */
    @Nullable
    WeightSet state(FactSheet sheet, Shelves shelves, @Nullable GgufHead speaker, @Nullable ModelConfig config,
            @Nullable Set<String> components) {
        if (components != null) {
            Map<String, WeightSet> sets = shelves.components();
            sets.keySet().retainAll(components);
            gpu.statePipeline(sheet, sets);
            return null;
        }
        WeightSet weights = shelves.chosen();
        if (weights == null) {
            return null;
        }
        String portable = shelves.portableFormat(weights);
        sheet.state(portable == null ? accelerator(weights, config) : RequiredAccelerator.ofPortable(portable, weights.path()));
        gpu.state(sheet, shelves.isGguf() ? shape(speaker) : shape(config), weights);
        return weights;
    }

    private static @Nullable Derivation accelerator(WeightSet weights, @Nullable ModelConfig config) {
        return RequiredAccelerator.of(weights.tally().bytes().keySet(), config == null ? null : Quantisation.of(config.outline()::text),
                weights.path());
    }

    private static @Nullable ShapeSource shape(@Nullable ModelConfig config) {
        return config == null ? null : ShapeSource.ofConfig(config.outline(), ModelConfig.CONFIG);
    }

    private static @Nullable ShapeSource shape(@Nullable GgufHead head) {
        String architecture = head == null ? null : head.texts().get("general.architecture");
        return head == null || architecture == null ? null : ShapeSource.ofGguf(architecture, head.numbers(), head.lists(), head.path());
    }
}
