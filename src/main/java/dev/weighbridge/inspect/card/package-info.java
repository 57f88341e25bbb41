/**
 * What the texts beside the weights say: configurations, the model card, and tables that turn them into the inventory's fields. Owns the words card (README.md: front
 * matter, then prose), voice (somebody beside the texts who says something of the model) and task (what a pipeline tag names).
 */
@NullMarked
package dev.weighbridge.inspect.card;

import org.jspecify.annotations.NullMarked;
