/**
 * What happens to a request: the Spring Batch job and its steps. Start reading at {@link dev.weighbridge.pipeline.IngestModelJob}. One job is one attempt;
 * it is never restarted, and the next attempt's steps skip what the tables say is done. Words: step, weighing, manifest.
 */
@NullMarked
package dev.weighbridge.pipeline;

import org.jspecify.annotations.NullMarked;
