package dev.weighbridge.source;

/**
 * What a path says about the weights in the file. Files that agree in all of it are one set; sets that agree in {@code role}, and in
 * {@code line} if they are of the same form, hold the same weights.
 *
 * @param line which of several things in this form: the decoder of an ONNX export, a GGUF file's name without its quantisation
 * @param variant {@code fp16}, a quantisation, or empty for the unmarked set
 * @param parts how many files the set is split into, 0 if it is not split, {@link #INDEXED} for what an index names
 */
record WeightName(Role role, WeightFormat format, String line, String variant, int parts) {

    static final int INDEXED = -1;

    /**
     * Something that an engine loads one set of weights for.
     *
     * @param folder without a slash at its end; empty for the model's own
     * @param name empty for the model itself, else the name of something beside it: {@code adapter_model}
     */
    record Role(String folder, String name) {

        static Role model(String folder) {
            return new Role(folder, "");
        }

        boolean isModel() {
            return name.isEmpty();
        }
    }

    WeightName withVariant(String other) {
        return new WeightName(role, format, line, other, parts);
    }

    WeightName withParts(int other) {
        return new WeightName(role, format, line, variant, other);
    }

    /** Whether both are of the same form, line and variant, however they are split. */
    boolean differsOnlyInParts(WeightName other) {
        return withParts(0).equals(other.withParts(0));
    }

    /** {@code safetensors}, {@code gguf Q4_K_M}. */
    String label() {
        return variant.isEmpty() ? format.label() : format.label() + " " + variant;
    }
}
