/**
 * System and user tags of whatever the inventory holds, and the patterns that user tags are made from. Owns the words tag and tag pattern, and is the
 * only writer of their tables. Knows nothing of what is tagged but its uuid, its kind and its owner.
 */
@NullMarked
package dev.weighbridge.inventory.tag;

import org.jspecify.annotations.NullMarked;
