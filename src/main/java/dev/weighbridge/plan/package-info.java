/**
 * What an AddModel would do, found out without fetching a byte of the model: the revision, which files would be taken and which are in the store already, and
 * what would stand in the way. Words: plan.
 */
@NullMarked
package dev.weighbridge.plan;

import org.jspecify.annotations.NullMarked;
