/**
 * How the heads of files are looked at: an open file, the folder it lies in, token streams over text that somebody else wrote, and what a reader
 * notes. Knows no format. Owns the words head (what stands before the tensors' bytes), note, fact (a field with where it was read), finding (a
 * sentence about something odd that does not stop the model), danger (what may harm who loads it).
 */
@NullMarked
package dev.weighbridge.inspect.head;

import org.jspecify.annotations.NullMarked;
