package dev.weighbridge.account;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;

import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** One who may log in. Its uuid is also the uuid of its only user. */
@Entity
class Account {

    enum Type {
        ADMIN, NORMAL
    }

    @Id
    private String uuid;

    private String name;

    private String passwordHash;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private Type type;

    private Instant createDate;

    private Instant lastOpDate;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the attributes when it reads a row
    protected Account() {}

    Account(String uuid, String name, String passwordHash, Type type, Instant now) {
        this.uuid = uuid;
        this.name = name;
        this.passwordHash = passwordHash;
        this.type = type;
        createDate = now;
        lastOpDate = now;
    }

    String uuid() {
        return uuid;
    }

    String name() {
        return name;
    }

    Type type() {
        return type;
    }

    Instant createDate() {
        return createDate;
    }

    String passwordHash() {
        return passwordHash;
    }
}
