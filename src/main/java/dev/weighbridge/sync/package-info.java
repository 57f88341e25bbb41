/**
 * Keeps model centres current. A policy says what is followed of a place, when, and what becomes of it; a run compares the place's catalogue with what is known
 * of each followed model and requests what is new or changed, through {@code RequestIntake} like everybody. A run is a row with steps that a handler of the
 * queue works off in slices, each in a transaction that looks first whether it is still to be done. Words: policy, rules, run, item, track, cause.
 */
@NullMarked
package dev.weighbridge.sync;

import org.jspecify.annotations.NullMarked;
