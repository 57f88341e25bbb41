package dev.weighbridge.account;

/**
 * Who makes a call.
 *
 * @param admin whether everything is theirs to see
 */
public record Caller(String accountUuid, boolean admin) {}
