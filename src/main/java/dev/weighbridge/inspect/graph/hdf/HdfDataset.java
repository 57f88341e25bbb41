package dev.weighbridge.inspect.graph.hdf;

/**
 * A dataset.
 *
 * @param path from the root group on, such as {@code layers/dense/vars/0}
 * @param dtype as safetensors names it, or the class of HDF5's that it has no name for
 * @param elements the product of its shape
 * @param bytes that the elements take when they are not compressed
 * @param place where it is described
 */
public record HdfDataset(String path, String dtype, long elements, long bytes, long place) {}
