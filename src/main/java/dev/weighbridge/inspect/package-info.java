/**
 * What a model is, read from its own bytes: one reader per format, each opening only the head it needs, bounded in memory and time whatever the file
 * claims. Owns the words head (what stands before the tensors' bytes), weight set (the files of which an engine loads all, or none), fact (a field with
 * where it was read), finding (a sentence about something odd that does not stop the model).
 */
@NullMarked
package dev.weighbridge.inspect;

import org.jspecify.annotations.NullMarked;
