/** The APIs of model centres. */
@NullMarked
package dev.weighbridge.zstack.center;

import org.jspecify.annotations.NullMarked;
