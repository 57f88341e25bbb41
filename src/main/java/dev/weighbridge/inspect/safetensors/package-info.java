/**
 * The safetensors format.
 */
@NullMarked
package dev.weighbridge.inspect.safetensors;

import org.jspecify.annotations.NullMarked;
