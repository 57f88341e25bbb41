package dev.weighbridge.account;

import java.util.Arrays;
import java.util.Optional;

/** What an account may have so much of. */
public enum QuotaName {
    /** Models, with those that are coming in. */
    MODELS("ai.model.num", "weighbridge.add-model.max-models-per-account"),
    /** Bytes of all its models together, each counted whole. */
    BYTES("ai.model.size", "weighbridge.add-model.max-bytes-per-account");

    private final String text;

    private final String property;

    QuotaName(String text, String property) {
        this.text = text;
        this.property = property;
    }

    /** As ZStack's quota API and the table call it. */
    public String text() {
        return text;
    }

    /** Tells in a sentence what to change. */
    public String whereItIsSet() {
        return text + ", by default " + property;
    }

    public static Optional<QuotaName> of(String text) {
        return Arrays.stream(values()).filter(name -> name.text.equals(text)).findFirst();
    }
}
