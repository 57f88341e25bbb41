package dev.weighbridge.account;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * The quotas of accounts for which none were set. Null for no limit.
 *
 * @param maxModelsPerAccount how many models an account may have, with those that are coming in
 * @param maxBytesPerAccount how many bytes the models of an account may have together, each counted whole
 */
@ConfigurationProperties("weighbridge.add-model")
record QuotaProperties(@Nullable Long maxModelsPerAccount, @Nullable DataSize maxBytesPerAccount) {

    long of(QuotaName name) {
        return switch (name) {
            case MODELS -> maxModelsPerAccount == null ? Quotas.UNLIMITED : maxModelsPerAccount;
            case BYTES -> maxBytesPerAccount == null ? Quotas.UNLIMITED : maxBytesPerAccount.toBytes();
        };
    }
}
