/**
 * The words everyone shares: reference, digest, source file, stored file, the fields of a model, and the kinds of failure. Plain values without
 * behaviour that needs a database or a network; every other room may import this one, and it imports only the JDK and JSpecify.
 */
@NullMarked
package dev.weighbridge.artifact;

import org.jspecify.annotations.NullMarked;
