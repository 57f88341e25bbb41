/**
 * The ZStack door: ZStack's AI model API under {@code /zstack/v1}, byte by byte as ZStack's own clients expect it. A controller per API says what it
 * takes and hands on; what all of them share (envelopes, sessions, API jobs, error codes, dates, the schema map) is known to one class each.
 * This room owns the words call, envelope, answer, refusal, caller.
 */
@NullMarked
package dev.weighbridge.zstack.door;

import org.jspecify.annotations.NullMarked;
