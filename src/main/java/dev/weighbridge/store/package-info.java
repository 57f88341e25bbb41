/**
 * Where the bytes are kept. A blob is one object that holds one file's bytes; its row says whether it is being written, ready, or given up.
 * {@link dev.weighbridge.store.BlobStore} is the contract of a place, {@link dev.weighbridge.store.Blobs} the only writer of the blob rows.
 */
@NullMarked
package dev.weighbridge.store;

import org.jspecify.annotations.NullMarked;
