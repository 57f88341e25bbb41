/**
 * What a model is and what it needs, read from its own bytes. {@link dev.weighbridge.inspect.Inspector} hands each file to the reader that recognises it and
 * puts together what they note; there is a package per format, and {@code head} is all that they share. Each reader opens only the ranges it needs, bounded
 * in memory and time whatever the file claims.
 */
@NullMarked
package dev.weighbridge.inspect;

import org.jspecify.annotations.NullMarked;
