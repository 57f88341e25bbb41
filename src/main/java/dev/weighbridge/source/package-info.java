/**
 * The places that models come from. {@link dev.weighbridge.source.ModelSource} is the contract, {@link dev.weighbridge.source.ModelSources}
 * finds the source of a reference and wraps it by {@link dev.weighbridge.source.RetryingSource}; each place is a sub-package that knows
 * nothing of the others. {@link dev.weighbridge.source.ModelCatalog} says which models a place holds. {@link dev.weighbridge.source.FileChoice} says which of the listed files are taken. What places that speak HTTP share:
 * {@link dev.weighbridge.source.RangedFetch}, {@link dev.weighbridge.source.Documents}, {@link dev.weighbridge.source.Refusals}.
 */
@NullMarked
package dev.weighbridge.source;

import org.jspecify.annotations.NullMarked;
