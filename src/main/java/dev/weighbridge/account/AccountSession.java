package dev.weighbridge.account;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import org.apache.commons.codec.digest.DigestUtils;

/** A login that has not been ended. Kept under the SHA-256 of its uuid: who reads the table cannot come in with what stands there. */
@Entity
class AccountSession {

    @Id
    @Column(name = "uuid_sha256")
    private String uuidSha256;

    private String accountUuid;

    private String userUuid;

    private Instant createDate;

    private Instant expiredDate;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the attributes when it reads a row
    protected AccountSession() {}

    AccountSession(LoggedIn session) {
        uuidSha256 = keyOf(session.sessionUuid());
        accountUuid = session.accountUuid();
        userUuid = session.userUuid();
        createDate = session.createDate();
        expiredDate = session.expiredDate();
    }

    static String keyOf(String sessionUuid) {
        return DigestUtils.sha256Hex(sessionUuid);
    }
}
