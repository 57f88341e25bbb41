/**
 * Model centres: the places that models are added from, their parameters, and the credentials that open them. Owns the word model centre, and is
 * the only writer of its table.
 */
@NullMarked
package dev.weighbridge.center;

import org.jspecify.annotations.NullMarked;
