package dev.weighbridge.account;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;

import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** One who may log in and own models. Its uuid is also the uuid of its first user. */
@Entity
public class Account {

    /** The uuid of the administrator's, which is always there; as in every ZStack installation. */
    public static final String ADMIN_UUID = "36c27e8ff05c4780bf6d2fa65700f22e";

    /** The administrator, or one of the others. */
    public enum Type {
        ADMIN, NORMAL
    }

    @Id
    private String uuid;

    private String name;

    private String passwordHash;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private Type type;

    private @Nullable String description;

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

    Account describedAs(@Nullable String text) {
        description = text;
        return this;
    }

    public String getUuid() {
        return uuid;
    }

    public String getName() {
        return name;
    }

    public Type getType() {
        return type;
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
