/**
 * What the texts beside the weights say: configurations, the model card, and tables that turn them into the inventory's fields.
 */
@NullMarked
package dev.weighbridge.inspect.card;

import org.jspecify.annotations.NullMarked;
