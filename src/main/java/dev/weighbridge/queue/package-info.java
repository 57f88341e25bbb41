/**
 * Who does what when: work is entered in a lane, in the transaction of the one who wants it done; any node claims it, beats while it works, and
 * takes over the work of a node that has fallen silent. It knows registered handlers, not what they do. The engine is db-scheduler, one scheduler and
 * one table per lane. Words: lane, handler, outcome, node, beat. Each process that takes part says so in a row
 * of its own, whatever its roles.
 */
@NullMarked
package dev.weighbridge.queue;

import org.jspecify.annotations.NullMarked;
