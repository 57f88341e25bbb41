/** Lists of models: reads a file of {@code jobs/} of {@code kind: bulk} and requests what is missing of it. Words: bulk import, row. */
@NullMarked
package dev.weighbridge.bulk;

import org.jspecify.annotations.NullMarked;
