package dev.weighbridge.account;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.Subselect;
import org.hibernate.annotations.Synchronize;
import org.jspecify.annotations.Nullable;

/** Each quota of each account, whether it was set for it or is the node's default. */
@Entity
@Immutable
@Synchronize({"account", "account_quota"})
@Subselect("""
        select concat(a.uuid, '/', n.name) as uuid, n.name as name, a.uuid as identity_uuid, 'AccountVO' as identity_type, q.quota_value as "value",
        coalesce(q.create_date, a.create_date) as create_date, coalesce(q.last_op_date, a.create_date) as last_op_date
        from account a cross join (values ('ai.model.num'), ('ai.model.size')) as n(name)
        left join account_quota q on q.account_uuid = a.uuid and q.name = n.name""")
public class AccountQuota {

    @Id
    private String uuid;

    private String name;

    private String identityUuid;

    private String identityType;

    @Column(name = "\"value\"")
    private @Nullable Long value;

    private Instant createDate;

    private Instant lastOpDate;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the attributes when it reads a row
    protected AccountQuota() {}

    public String getName() {
        return name;
    }

    public String getIdentityUuid() {
        return identityUuid;
    }

    public String getIdentityType() {
        return identityType;
    }

    /** Null where the node's default holds. */
    @Nullable
    public Long getValue() {
        return value;
    }

    public Instant getCreateDate() {
        return createDate;
    }

    public Instant getLastOpDate() {
        return lastOpDate;
    }
}
