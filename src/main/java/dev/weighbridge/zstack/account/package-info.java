/** The APIs of accounts, users, sessions, access keys and quotas. */
@NullMarked
package dev.weighbridge.zstack.account;

import org.jspecify.annotations.NullMarked;
