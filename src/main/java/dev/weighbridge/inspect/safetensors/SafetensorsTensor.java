package dev.weighbridge.inspect.safetensors;

/**
 * An entry of a safetensors header.
 *
 * @param begin where its bytes begin, counted from the end of the header
 * @param end where they end, exclusive
 */
record SafetensorsTensor(String name, SafetensorsDtype dtype, long elements, long begin, long end) {}
