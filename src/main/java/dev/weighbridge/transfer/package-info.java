/**
 * The heart: moves a model's bytes from its source to the store, once, hashing them as they pass. A part is the unit of fetching, hashing, uploading and
 * checkpointing. Words: part, running digest, memory budget.
 */
@NullMarked
package dev.weighbridge.transfer;

import org.jspecify.annotations.NullMarked;
