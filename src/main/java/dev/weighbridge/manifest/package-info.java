/**
 * What the store says of each model and dataset beside its bytes: a manifest, written after each change of the inventory, with which the inventory can be made
 * again when the database is lost. As long as the inventory does not know what a manifest is of, the collector leaves what it names.
 */
@NullMarked
package dev.weighbridge.manifest;

import org.jspecify.annotations.NullMarked;
