package dev.weighbridge.net;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What is left of one of a caller's budgets: a member of the header {@code RateLimit} of draft-ietf-httpapi-ratelimit-headers, such as {@code "api";r=0;t=55}.
 * Servers send it with every answer, so it is a reason to wait only when nothing is left.
 *
 * @param policy which budget, by the server's name for it
 * @param remaining requests that are left of it
 * @param reset until it is full again; null when the server does not tell
 */
public record RateLimit(String policy, long remaining, @Nullable Duration reset) {

    /** A header that is longer is not read. */
    private static final int LONGEST = 1024;

    /** A server may not ask for more; the ingestion's own deadline ends the waiting earlier anyway. */
    private static final Duration LONGEST_RESET = Duration.ofHours(24);

    private static final String STRING = "\"(?:[^\"\\\\]|\\\\[\"\\\\])*+\"";

    private static final String TOKEN = "[A-Za-z*][!#$%&'*+.^_`|~:/0-9A-Za-z-]*+";

    private static final String PARAMETER = "; *([a-z*][a-z0-9_.*-]*+)(?:=(" + STRING + "|[^;, \"]++))?";

    private static final Pattern PARAMETERS = Pattern.compile(PARAMETER);

    /** One member of a list of RFC 9651: an item with its parameters, and the comma behind it. */
    private static final Pattern MEMBER = Pattern
            .compile("[ \\t]*+(?<name>" + STRING + "|" + TOKEN + ")(?<parameters>(?:" + PARAMETER + ")*+)[ \\t]*+(?<end>,|$)");

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");

    /**
     * The budgets that a header names.
     *
     * @param header the field's value, or null when there was none
     * @return those that say how much is left; empty also for a value that is not of this form, which RFC 9651 lets ignore as a whole
     */
    public static List<RateLimit> parse(@Nullable String header) {
        if (header == null || header.isBlank() || header.length() > LONGEST) {
            return List.of();
        }
        List<RateLimit> budgets = new ArrayList<>();
        Matcher member = MEMBER.matcher(header);
        for (int at = 0; at < header.length(); at = member.end()) {
            if (!member.region(at, header.length()).lookingAt() || member.end() == header.length() && header.endsWith(",")) {
                return List.of();
            }
            RateLimit budget = budget(member.group("name"), member.group("parameters"));
            if (budget != null) {
                budgets.add(budget);
            }
        }
        return List.copyOf(budgets);
    }

    /**
     * When to come again: a second after the last of the budgets that are used up is full again, at most a day from {@code now}. Null if the header names none that
     * is used up, or does not tell until when.
     */
    public static @Nullable Instant retryAt(@Nullable String header, Instant now) {
        return parse(header).stream().filter(RateLimit::isSpent).map(RateLimit::reset).filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .map(longest -> now.plus(longest).plusSeconds(1)).orElse(null);
    }

    /** Whether nothing is left. */
    public boolean isSpent() {
        return remaining == 0;
    }

    private static @Nullable RateLimit budget(String name, String parameters) {
        Long remaining = null;
        Duration reset = null;
        Matcher parameter = PARAMETERS.matcher(parameters);
        while (parameter.find()) {
            Long value = number(parameter.group(2));
            switch (parameter.group(1)) {
                case "r" -> remaining = value;
                case "t" -> reset = value == null ? null : shortened(value);
                default -> {}
            }
        }
        return remaining == null ? null
                : new RateLimit(name.startsWith("\"") ? name.substring(1, name.length() - 1) : name, remaining, reset);
    }

    private static Duration shortened(long seconds) {
        return Duration.ofSeconds(Math.min(seconds, LONGEST_RESET.toSeconds()));
    }

    private static @Nullable Long number(@Nullable String text) {
        return text != null && NUMBER.matcher(text).matches() ? Long.valueOf(text) : null;
    }
}
