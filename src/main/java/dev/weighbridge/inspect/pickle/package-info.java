/**
 * Pickles, and the formats that carry them: PyTorch, NeMo, NumPy's object arrays, joblib, plain archives. A pickle is a program; here it is followed, and
 * never run. Owns the words content (bytes to look at, wherever they lie), walk (following a pickle's opcodes), import (a name that unpickling looks
 * up), storage (the bytes that tensors share), member (a file in an archive).
 */
@NullMarked
package dev.weighbridge.inspect.pickle;

import org.jspecify.annotations.NullMarked;
