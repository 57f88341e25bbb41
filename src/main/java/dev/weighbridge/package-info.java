/** The node as a whole: its start and the few things that every room is handed. */
@NullMarked
package dev.weighbridge;

import org.jspecify.annotations.NullMarked;
