/**
 * The committed models and datasets: what each is, which files it has, where its fields come from, and which of a lineage is latest. Owns the words inventory
 * and lineage, and is the only writer of those tables.
 */
@NullMarked
package dev.weighbridge.inventory;

import org.jspecify.annotations.NullMarked;
