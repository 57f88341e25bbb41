package dev.weighbridge.account;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;

import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sees to it that there is an account {@code admin} before the node answers its first call. {@code weighbridge.admin.password}, when it is set, is its
 * password from then on, whatever was stored; when it is not, a password is made at the first start and shown once.
 */
@Component
class AdminAccount implements SmartInitializingSingleton {

    private static final String NAME = "admin";

    private static final Logger LOG = LoggerFactory.getLogger(AdminAccount.class);

    private static final int RANDOM_BYTES = 18;

    private final AdminProperties properties;

    private final AccountRows rows;

    private final Passwords passwords;

    private final TransactionTemplate transaction;

    private final Clock clock;

    AdminAccount(AdminProperties properties, AccountRows rows, Passwords passwords, TransactionTemplate transaction, Clock clock) {
        this.properties = properties;
        this.rows = rows;
        this.passwords = passwords;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public void afterSingletonsInstantiated() {
        String set = properties.password();
        String given = set == null || set.isBlank() ? null : set;
        Optional<Account> stored = rows.named(NAME);
        if (stored.isEmpty() && make(given)) {
            return;
        }
        if (given != null) {
            rows.named(NAME).ifPresent(admin -> replaceIfOther(admin, DigestUtils.sha512Hex(given)));
        }
    }

    /** False if another node made it first. */
    private boolean make(@Nullable String given) {
        String password = given == null ? randomPassword() : given;
        var admin = new Account(Account.ADMIN_UUID, NAME, passwords.hash(DigestUtils.sha512Hex(password)), Account.Type.ADMIN, now());
        if (!rows.enterUnlessThere(admin)) {
            LOG.info("Another node made the account {} first.", NAME);
            return false;
        }
        if (given == null) {
            show(password);
        }
        return true;
    }

    private void replaceIfOther(Account admin, String password) {
        if (passwords.match(password, admin.passwordHash())) {
            return;
        }
        String hash = passwords.hash(password);
        transaction.executeWithoutResult(status -> rows.changePassword(admin.getUuid(), hash, now()));
        LOG.info("The password of {} is now that of weighbridge.admin.password; its sessions are ended.", NAME);
    }

    /** The one secret that is ever shown: to who starts the node for the first time, and not through the log, whose files are kept. */
    private static void show(String password) {
        System.out.println("The account " + NAME + " was made with the password " + password
                + " . It is shown only this once. To choose another, start with weighbridge.admin.password.");
    }

    private static String randomPassword() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
