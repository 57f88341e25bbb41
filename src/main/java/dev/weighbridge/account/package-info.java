/**
 * Who may come in, how much each may have, and who did what: accounts, their users, sessions, access keys, quotas and the audit. Owns these words and
 * caller, and is the only writer of those tables.
 */
@NullMarked
package dev.weighbridge.account;

import org.jspecify.annotations.NullMarked;
