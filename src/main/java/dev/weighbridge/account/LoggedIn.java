package dev.weighbridge.account;

import java.time.Instant;

/**
 * A new session.
 *
 * @param sessionUuid opens the door until {@code expiredDate} for whoever knows it, and is nowhere else to be had
 */
public record LoggedIn(String sessionUuid, String accountUuid, String userUuid, Instant createDate, Instant expiredDate) {

    /** Names the account, never the session. */
    @Override
    public String toString() {
        return "LoggedIn[" + accountUuid + "]";
    }
}
