package dev.weighbridge.inspect.weights;

/**
 * Files of which an engine loads all, or none.
 *
 * @param name how a rule calls it, such as {@code the shards of 'model.safetensors.index.json'}
 * @param path of the file that stands for it: the index, the one file, or the first of a split
 */
public record WeightSet(String name, String path, WeightTally tally) {}
