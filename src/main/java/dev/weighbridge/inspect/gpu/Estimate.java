package dev.weighbridge.inspect.gpu;

import org.jspecify.annotations.Nullable;

/**
 * What a model of one kind takes.
 *
 * @param least for the smallest load that is any use
 * @param recommended for the usual load
 * @param heads that tensor parallelism divides, or null if it cannot be spread
 * @param kvHeads that the cache is divided by at most, or null if every GPU keeps all of it
 * @param unsaid what is not counted, as a sentence, or empty
 */
record Estimate(Need least, Need recommended, @Nullable Quantity heads, @Nullable Quantity kvHeads, String unsaid) {}
