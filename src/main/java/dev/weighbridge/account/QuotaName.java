package dev.weighbridge.account;

import java.util.Arrays;
import java.util.Optional;

/** What an account may have so much of. */
public enum QuotaName {
    /** Models, with those that are coming in. */
    MODELS("ai.model.num"),
    /** Bytes of all its models together, each counted whole. */
    BYTES("ai.model.size");

    private final String text;

    QuotaName(String text) {
        this.text = text;
    }

    /** As ZStack's quota API and the table call it. */
    public String text() {
        return text;
    }

    public static Optional<QuotaName> of(String text) {
        return Arrays.stream(values()).filter(name -> name.text.equals(text)).findFirst();
    }
}
