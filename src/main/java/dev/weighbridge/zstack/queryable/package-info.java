/**
 * What can be asked of each kind of inventory, who may see its rows, and which ways lead from one kind to another. Apart from the APIs that ask, because
 * the kinds lead to one another.
 */
@NullMarked
package dev.weighbridge.zstack.queryable;

import org.jspecify.annotations.NullMarked;
