/**
 * How much GPU memory a model needs, and from which of its own numbers that follows. Owns the words shape (the numbers that a model's memory depends
 * on), quantity (a whole number with where it stands or how it was computed), cache part (what layers of one kind keep of a sequence), constant (a
 * number of the engine or the GPU, not of the model: {@code gpu-memory.properties}).
 */
@NullMarked
package dev.weighbridge.inspect.gpu;

import org.jspecify.annotations.NullMarked;
