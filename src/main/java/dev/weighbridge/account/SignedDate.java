package dev.weighbridge.account;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code Date} header of a signed call, {@code Mon, 23 Nov 2026 16:33:24 <zone>}. Java's SDK writes a zone id ({@code Asia/Shanghai}), Go's an
 * abbreviation ({@code CST}) or an offset ({@code +0630}). Whoever does not know what an abbreviation stands for, as ZStack's server, compares what the
 * clocks on the walls show; so a date is near if either its moment or its wall clock is.
 */
final class SignedDate {

    static final Duration WINDOW = Duration.ofMinutes(15);

    private static final Pattern FORM = Pattern.compile("(.{20,30}[0-9]) +([A-Za-z0-9/_+:-]{1,64})");

    private static final DateTimeFormatter WALL_CLOCK = insensitive("EEE, d MMM yyyy HH:mm:ss");

    /** Where most of ZStack's users are: CST is theirs too, and not only that of Chicago. */
    private static final Set<ZoneId> PREFERRED = Set.of(ZoneId.of("Asia/Shanghai"));

    private static final List<DateTimeFormatter> ZONES = List.of(insensitive("VV"), insensitive("z"), new DateTimeFormatterBuilder()
            .parseCaseInsensitive().appendZoneText(TextStyle.SHORT, PREFERRED).toFormatter(Locale.ENGLISH), insensitive("[XXX][XX][X]"));

    private final List<Instant> readings;

    private SignedDate(List<Instant> readings) {
        this.readings = readings;
    }

    /**
     * Reads a header.
     *
     * @param zone whose wall clock the other reading is compared with
     * @throws DateTimeException if it has not the form of a date
     */
    static SignedDate parse(String header, ZoneId zone) {
        Matcher form = FORM.matcher(header.strip());
        if (!form.matches()) {
            throw new DateTimeException("no date with a zone");
        }
        LocalDateTime shown = LocalDateTime.parse(form.group(1), WALL_CLOCK);
        List<Instant> readings = new ArrayList<>();
        readings.add(shown.atZone(zone).toInstant());
        for (DateTimeFormatter format : ZONES) {
            addMoment(shown, form.group(2), format, readings);
        }
        return new SignedDate(readings);
    }

    boolean isNear(Clock clock) {
        Instant now = clock.instant();
        return readings.stream().anyMatch(reading -> Duration.between(reading, now).abs().compareTo(WINDOW) <= 0);
    }

    private static void addMoment(LocalDateTime shown, String zone, DateTimeFormatter format, List<Instant> readings) {
        try {
            readings.add(ZonedDateTime.of(shown, ZoneId.from(format.parse(zone))).toInstant());
        } catch (DateTimeException otherForm) {
            return; // the wall clock decides
        }
    }

    private static DateTimeFormatter insensitive(String pattern) {
        return new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(pattern).toFormatter(Locale.ENGLISH);
    }
}
