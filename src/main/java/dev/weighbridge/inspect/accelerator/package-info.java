/**
 * Which accelerator weights ask for. Owns the words capability (an NVIDIA GPU's compute capability, such as 8.9), toolkit (a version of CUDA) and need
 * (what one type, or one way to quantise, asks for).
 */
@NullMarked
package dev.weighbridge.inspect.accelerator;

import org.jspecify.annotations.NullMarked;
