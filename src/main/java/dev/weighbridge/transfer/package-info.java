/**
 * The heart: moves a model's bytes from its source to the store, once, hashing them as they pass. A part is the unit of fetching, hashing, uploading and
 * checkpointing. Archives and layers are unpacked while they pass. Words: part, running digest, memory budget, container.
 */
@NullMarked
package dev.weighbridge.transfer;

import org.jspecify.annotations.NullMarked;
