/** The APIs of tags: system tags, user tags, and the patterns that ZStack's tag2 makes user tags from. */
@NullMarked
package dev.weighbridge.zstack.tag;

import org.jspecify.annotations.NullMarked;
