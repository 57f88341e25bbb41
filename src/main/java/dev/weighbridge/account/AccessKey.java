package dev.weighbridge.account;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;

import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A key by which programs call for an account without a session. Its secret is shown when it is made, and never again. */
@Entity
public class AccessKey {

    /** Whether it opens anything. */
    public enum State {
        ENABLED, DISABLED
    }

    @Id
    private String uuid;

    private String accountUuid;

    private String userUuid;

    /** Called as ZStack's queries call it. */
    @Column(name = "access_key_id")
    @SuppressWarnings("MemberName")
    private String AccessKeyID;

    private byte[] secret;

    private @Nullable String description;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private State state;

    private Instant createDate;

    private Instant lastOpDate;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the attributes when it reads a row; new rows are not written by it
    protected AccessKey() {}

    public String getUuid() {
        return uuid;
    }

    public String getAccountUuid() {
        return accountUuid;
    }

    public String getUserUuid() {
        return userUuid;
    }

    public String getAccessKeyId() {
        return AccessKeyID;
    }

    @Nullable
    public String getDescription() {
        return description;
    }

    public State getState() {
        return state;
    }

    public Instant getCreateDate() {
        return createDate;
    }

    public Instant getLastOpDate() {
        return lastOpDate;
    }

    byte[] secret() {
        return secret;
    }
}
