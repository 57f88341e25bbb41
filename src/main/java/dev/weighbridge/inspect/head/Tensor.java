package dev.weighbridge.inspect.head;

/**
 * A tensor as a file's head describes it.
 *
 * @param dtype the format's name of its type, such as {@code BF16} or {@code Q8_0}
 * @param elements the product of its shape
 * @param bytes that it takes in the file
 */
public record Tensor(String name, String dtype, long elements, long bytes) {}
