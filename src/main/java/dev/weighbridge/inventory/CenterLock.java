package dev.weighbridge.inventory;

import java.util.List;

import org.springframework.stereotype.Component;

/**
 * Keeps a model centre from being deleted while a model or a service enters it. The foreign key alone does not: H2 lets a centre go although another
 * transaction has just inserted a model of it, and PostgreSQL would take the centre's lock after the lineage's, the other way round than who deletes a
 * centre.
 */
@Component
class CenterLock {

    private final SharedLock lock;

    CenterLock(SharedLock lock) {
        this.lock = lock;
    }

    /** Locks the centre for this transaction alone, until it ends; false if there is none. */
    boolean take(String modelCenterUuid) {
        return !lock.take(SharedLock.Table.MODEL_CENTER, List.of(modelCenterUuid)).isEmpty();
    }

    /** Locks the centre, shared where the database can, until the caller's transaction ends; false if there is none. */
    boolean share(String modelCenterUuid) {
        return !lock.hold(SharedLock.Table.MODEL_CENTER, List.of(modelCenterUuid)).isEmpty();
    }
}
