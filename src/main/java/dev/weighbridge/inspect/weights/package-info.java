/**
 * Which tensors an engine loads. Owns the words weight set (the files of which an engine loads all, or none), tally (bytes and elements of tensors
 * by type), shelf (the files of one format).
 */
@NullMarked
package dev.weighbridge.inspect.weights;

import org.jspecify.annotations.NullMarked;
