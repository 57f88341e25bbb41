/** The APIs of accounts and sessions. */
@NullMarked
package dev.weighbridge.zstack.account;

import org.jspecify.annotations.NullMarked;
