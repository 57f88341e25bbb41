/**
 * The safety gate: what is dangerous in files that are no weights, and what happens because of a danger wherever it was found. Owns the words policy and
 * verdict.
 */
@NullMarked
package dev.weighbridge.inspect.safety;

import org.jspecify.annotations.NullMarked;
