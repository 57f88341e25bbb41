/**
 * What is being brought in and how far it is: the ingestion's row and state machine, its files and their checkpoints, the fence that keeps a worker out
 * whose lease was taken over, and the API jobs that callers poll. Rows are changed by single guarded statements, never by loaded objects, because two
 * workers may hold the same ingestion for a moment. Words: ingestion, attempt, fence, checkpoint, wish, API job.
 */
@NullMarked
package dev.weighbridge.ingestion;

import org.jspecify.annotations.NullMarked;
