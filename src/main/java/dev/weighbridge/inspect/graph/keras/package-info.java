/**
 * Models of Keras: {@code .keras} archives (Keras 3), HDF5 files (Keras 2, {@code legacy_h5_format.py}), and the metadata beside a SavedModel. Owns the words
 * layer, Lambda (a layer that carries Python's bytecode).
 */
@NullMarked
package dev.weighbridge.inspect.graph.keras;

import org.jspecify.annotations.NullMarked;
