package dev.weighbridge.account;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import org.jspecify.annotations.Nullable;

/** One who acts for an account, with its rights and a password of its own. */
@Entity
public class AccountUser {

    @Id
    private String uuid;

    private String accountUuid;

    private String name;

    private String passwordHash;

    private @Nullable String description;

    private Instant createDate;

    private Instant lastOpDate;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the attributes when it reads a row; new rows are not written by it
    protected AccountUser() {}

    public String getUuid() {
        return uuid;
    }

    public String getAccountUuid() {
        return accountUuid;
    }

    public String getName() {
        return name;
    }

    @Nullable
    public String getDescription() {
        return description;
    }

    public Instant getCreateDate() {
        return createDate;
    }

    public Instant getLastOpDate() {
        return lastOpDate;
    }

    String passwordHash() {
        return passwordHash;
    }
}
