package dev.weighbridge.console;

import java.util.HashMap;
import java.util.Map;

import dev.weighbridge.account.Account;
import dev.weighbridge.account.AccountRegister;
import org.jspecify.annotations.Nullable;

/** What accounts are called, for one page. */
final class Names {

    private final AccountRegister register;

    private final Map<String, String> known = new HashMap<>();

    Names(AccountRegister register) {
        this.register = register;
    }

    /** Its name; its uuid if it is gone; a dash for nobody. */
    public String of(@Nullable String uuid) {
        return uuid == null ? "–" : known.computeIfAbsent(uuid, unknown -> register.find(unknown).map(Account::getName).orElse(unknown));
    }
}
