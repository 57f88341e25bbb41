package dev.weighbridge.inventory;

import java.sql.SQLException;

/** Which kind of constraint a database's refusal is about, by the SQLSTATE that H2 and PostgreSQL give. */
enum ViolatedConstraint {
    /** 23505 in both. */
    UNIQUE,
    /** 23503 in PostgreSQL; in H2 23506 where the parent is missing. */
    REFERENCE,
    OTHER;

    static ViolatedConstraint of(Throwable refusal) {
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return switch (sql.getSQLState()) {
                    case "23505" -> UNIQUE;
                    case "23503", "23506" -> REFERENCE;
                    default -> OTHER;
                };
            }
        }
        return OTHER;
    }
}
