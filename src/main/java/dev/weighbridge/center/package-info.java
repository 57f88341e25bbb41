/**
 * Model centres: the places that models are added from, their parameters, and the credentials that open them. Owns the word model centre, and is
 * the only writer of its table. {@link dev.weighbridge.center.ModelPlaces} says where a request's model lies, who reads it, and with what right.
 */
@NullMarked
package dev.weighbridge.center;

import org.jspecify.annotations.NullMarked;
