/**
 * Calls to the outside when something has ended: the web hooks of API jobs. What is to be called is entered in the transaction that ends the job, and is
 * tried until it is done or given up. This room owns the words web hook, receiver, signature.
 */
@NullMarked
package dev.weighbridge.hooks;

import org.jspecify.annotations.NullMarked;
