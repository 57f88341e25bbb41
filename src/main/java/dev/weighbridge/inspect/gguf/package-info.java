/**
 * The GGUF format.
 */
@NullMarked
package dev.weighbridge.inspect.gguf;

import org.jspecify.annotations.NullMarked;
