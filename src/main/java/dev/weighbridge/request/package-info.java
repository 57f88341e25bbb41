/**
 * The only way to start an ingestion, and to remove what it made. Whoever comes in, by API, by list or by schedule, is checked here and nowhere else.
 * Words: request, intake.
 */
@NullMarked
package dev.weighbridge.request;

import org.jspecify.annotations.NullMarked;
