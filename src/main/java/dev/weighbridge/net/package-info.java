/**
 * The one way out: an HTTP client that goes only where the operator allows, follows redirects itself, and says in a sentence why it failed.
 * {@link dev.weighbridge.net.OutboundClient} sends, {@code NetworkPolicy} decides which addresses a name may lead to,
 * {@code ProxyRules} by which proxy, and {@code RateBudgets} what a host still lets this node ask.
 */
@NullMarked
package dev.weighbridge.net;

import org.jspecify.annotations.NullMarked;
