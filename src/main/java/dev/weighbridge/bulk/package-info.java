/**
 * Lists of models: reads them row by row (YAML of {@code kind: bulk}, JSON Lines, CSV), keeps their rows, and requests, or in a dry run plans, what is
 * missing of them. What is done is in the rows, so any node goes on with a list. Words: bulk import, list, row.
 */
@NullMarked
package dev.weighbridge.bulk;

import org.jspecify.annotations.NullMarked;
