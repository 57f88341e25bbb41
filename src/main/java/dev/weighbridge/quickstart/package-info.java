/** The first minute of a new user: imports a list when the node has started, shows it, and tells how to go on. Only in the profile {@code quickstart}. */
@NullMarked
package dev.weighbridge.quickstart;

import org.jspecify.annotations.NullMarked;
