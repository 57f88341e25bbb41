/**
 * From what people and files write as a version to Semantic Versioning 2.0.0, and which model of a lineage is the latest. Owns the words
 * version text (as somebody wrote it), version (its SemVer reading), pseudo-version (made from a time when nobody wrote one) and latest.
 */
@NullMarked
package dev.weighbridge.version;

import org.jspecify.annotations.NullMarked;
