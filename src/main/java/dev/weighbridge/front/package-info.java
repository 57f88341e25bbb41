/**
 * What every HTTP request passes before it comes to a door, and what stands on every answer: who the client is when a proxy stands between, how often it may
 * ask, how much it may send and in which time, the headers that keep browsers harmless, and who may see the metrics. Errors that end a request here are
 * answered in the form of the door that it was meant for. This room owns the words client, refused.
 */
@NullMarked
package dev.weighbridge.front;

import org.jspecify.annotations.NullMarked;
