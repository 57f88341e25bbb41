/**
 * Secrets at rest: the node's key, and the box that keeps source tokens with it. Owns the words key and box.
 */
@NullMarked
package dev.weighbridge.secret;

import org.jspecify.annotations.NullMarked;
