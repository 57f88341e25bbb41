/**
 * Calls to the outside when something has ended or happened: the web hooks of API jobs, and event hooks, which are told of events as CloudEvents. What is to
 * be called is entered in the transaction in which it happens, and is tried until it is done or given up. This room owns the words web hook, event hook,
 * delivery, receiver, signature.
 */
@NullMarked
package dev.weighbridge.hooks;

import org.jspecify.annotations.NullMarked;
