/**
 * Re-reads what is stored of a model, compares it with what was weighed, and repairs what is damaged from where it came from. Owns the words verification, turn
 * (one worker's go at it, numbered as a fence), progress, finding. The bytes are moved by {@code transfer}; this room keeps the rows and decides.
 */
@NullMarked
package dev.weighbridge.verify;

import org.jspecify.annotations.NullMarked;
