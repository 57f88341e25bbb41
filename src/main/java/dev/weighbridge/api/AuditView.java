package dev.weighbridge.api;

import java.time.Instant;

import dev.weighbridge.account.AuditEntry;
import org.jspecify.annotations.Nullable;

/** A line of the audit as it is answered. */
public record AuditView(Instant happenedAt, @Nullable String accountUuid, @Nullable String userUuid, @Nullable String accessKeyUuid,
        String address,
        String api, @Nullable String resource, AuditEntry.Outcome outcome, @Nullable String error) {

    static AuditView of(AuditEntry entry) {
        return new AuditView(entry.happenedAt(), entry.accountUuid(), entry.userUuid(), entry.keyUuid(), entry.address(), entry.api(),
                entry.resource(), entry.outcome(), entry.error());
    }
}
