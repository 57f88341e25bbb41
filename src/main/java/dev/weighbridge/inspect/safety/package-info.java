/**
 * The safety gate: what is dangerous in files besides weights, and what happens because of a danger wherever it was found. Owns the words gate, look (for one
 * sort of danger in a file of any format), mark (the first bytes by which a format is known), disguise (a name that promises another mark), policy and
 * verdict.
 */
@NullMarked
package dev.weighbridge.inspect.safety;

import org.jspecify.annotations.NullMarked;
