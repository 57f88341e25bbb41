/** Sweeps what nothing refers to: blobs, given-up uploads, sessions and API jobs whose time is over. The only one who deletes bytes. */
@NullMarked
package dev.weighbridge.collector;

import org.jspecify.annotations.NullMarked;
