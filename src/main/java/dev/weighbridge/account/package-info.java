/**
 * Who may come in: accounts and their sessions. Owns the words account, session and caller, and is the only writer of those tables.
 */
@NullMarked
package dev.weighbridge.account;

import org.jspecify.annotations.NullMarked;
