package dev.weighbridge.zstack.queryable;

import jakarta.persistence.criteria.Predicate;

import dev.weighbridge.zstack.query.Scope;

/** Who may see rows that belong to an account. */
final class Ownership {

    private Ownership() {}

    static Predicate isVisibleToOwner(Scope row) {
        return row.caller().admin() ? row.sql().conjunction() : row.sql().equal(row.get("accountUuid"), row.caller().accountUuid());
    }
}
