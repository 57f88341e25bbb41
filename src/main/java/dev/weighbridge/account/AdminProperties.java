package dev.weighbridge.account;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** @param password of the account {@code admin}, in clear; null or blank to keep the stored one, or to have one made at the first start */
@ConfigurationProperties("weighbridge.admin")
record AdminProperties(@Nullable String password) {

    /** Never shows the password. */
    @Override
    public String toString() {
        return "AdminProperties[]";
    }
}
