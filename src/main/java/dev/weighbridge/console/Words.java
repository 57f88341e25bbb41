package dev.weighbridge.console;

import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/** Says numbers, times and words in the language of a page. Times are UTC, as the log's are. */
final class Words {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private static final String NOTHING = "–";

    private final MessageSource messages;

    private final Locale locale;

    Words(MessageSource messages, Locale locale) {
        this.messages = messages;
        this.locale = locale;
    }

    /** {@code 1.43 GiB}: three digits, in units of 1024. A dash for null. */
    public String bytes(@Nullable Number bytes) {
        if (bytes == null) {
            return NOTHING;
        }
        double left = bytes.doubleValue();
        int unit = 0;
        while (left >= 999.5 && unit < UNITS.length - 1) {
            left /= 1024;
            unit++;
        }
        int decimals = unit == 0 || left >= 99.95 ? 0 : left >= 9.995 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f", left) + "\u00a0" + UNITS[unit];
    }

    /** A whole number with its thousands apart; a dash for null. */
    public String number(@Nullable Number number) {
        return number == null ? NOTHING : NumberFormat.getIntegerInstance(locale).format(number.longValue());
    }

    /** {@code 1.20 of 4.00 GiB}. */
    public String part(long done, @Nullable Long total) {
        return total == null ? bytes(done) : text("part", bytes(done), bytes(total));
    }

    /** Whole percent, 100 only for all. */
    public long percent(long done, @Nullable Long total) {
        if (total == null || total == 0) {
            return 0;
        }
        return done >= total ? 100 : Math.min(99, (long) (100.0 * done / total));
    }

    public String time(@Nullable Instant moment) {
        return moment == null ? NOTHING : TIME.format(moment);
    }

    /** {@code 03:20}. */
    public String clock(Instant moment) {
        return CLOCK.format(moment);
    }

    /** {@code Mon 2026-11-30}. */
    public String day(LocalDate day) {
        return day.getDayOfWeek().getDisplayName(TextStyle.SHORT, locale) + " " + day;
    }

    /** {@code 3 min 20 s}: the two largest units. */
    public String duration(@Nullable Duration time) {
        if (time == null) {
            return NOTHING;
        }
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 60) {
            return text("seconds", seconds);
        }
        if (seconds < 3600) {
            return text("minutes", seconds / 60, seconds % 60);
        }
        return seconds < 86_400 ? text("hours", seconds / 3600, seconds % 3600 / 60)
                : text("days", seconds / 86_400, seconds % 86_400 / 3600);
    }

    public String between(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null ? NOTHING : duration(Duration.between(from, to));
    }

    public String rate(double bytesPerSecond) {
        return bytes(bytesPerSecond) + "/s";
    }

    /** The word for a constant, such as {@code state.RUNNING}; the constant itself where there is none. */
    public String word(String of, @Nullable Object constant) {
        return constant == null ? NOTHING
                : String.valueOf(messages.getMessage(of + "." + constant, null, String.valueOf(constant), locale));
    }

    /** The text of this name. */
    public String text(String name, Object... values) {
        Object[] said = new Object[values.length];
        for (int i = 0; i < said.length; i++) {
            said[i] = values[i] instanceof Number number ? number(number) : values[i];
        }
        return messages.getMessage(name, said, locale);
    }
}
