package dev.weighbridge.sync;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/** A schedule that was understood. Times are those of its zone, so that a change to summer time moves the run with the clock on the wall. */
final class Timetable {

    private static final Pattern WINDOW = Pattern.compile("([0-2][0-9]:[0-5][0-9])-([0-2][0-9]:[0-5][0-9])");

    private final @Nullable CronExpression cron;

    private final ZoneId zone;

    private final LocalTime opens;

    private final LocalTime closes;

    private Timetable(@Nullable CronExpression cron, ZoneId zone, LocalTime opens, LocalTime closes) {
        this.cron = cron;
        this.zone = zone;
        this.opens = opens;
        this.closes = closes;
    }

    /** @throws FormException naming the key of the schedule that is wrong, and why */
    static Timetable of(Schedule schedule) {
        Matcher window = WINDOW.matcher(schedule.window() == null ? "00:00-00:00" : schedule.window());
        if (!window.matches()) {
            throw new FormException("/schedule/window", "is no window such as 22:00-06:00");
        }
        return new Timetable(schedule.cron() == null ? null : cron(schedule.cron()), zone(schedule.zone()), time(window.group(1)),
                time(window.group(2)));
    }

    /** The first time after {@code moment}, or null if there is none any more. */
    @Nullable
    Instant next(Instant moment) {
        ZonedDateTime next = cron == null ? null : cron.next(moment.atZone(zone));
        return next == null ? null : next.toInstant();
    }

    /** {@code moment} if something may begin then, else when the window opens next. */
    Instant begins(Instant moment) {
        ZonedDateTime local = moment.atZone(zone);
        LocalTime time = local.toLocalTime();
        boolean isOpen = opens.equals(closes)
                || (opens.isBefore(closes) ? !time.isBefore(opens) && time.isBefore(closes)
                        : !time.isBefore(opens) || time.isBefore(closes));
        if (isOpen) {
            return moment;
        }
        ZonedDateTime today = local.toLocalDate().atTime(opens).atZone(zone);
        return (today.toInstant().isAfter(moment) ? today : local.toLocalDate().plusDays(1).atTime(opens).atZone(zone)).toInstant();
    }

    private static CronExpression cron(String text) {
        try {
            boolean hasSeconds = text.startsWith("@") || text.strip().split("\\s+").length != 5;
            return CronExpression.parse(hasSeconds ? text.strip() : "0 " + text.strip());
        } catch (IllegalArgumentException malformed) {
            throw new FormException("/schedule/cron", "is no cron expression (" + malformed.getMessage()
                    + "); five fields are minute, hour, day of month, month, day of week, such as 0 3 * * *");
        }
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException unknown) {
            throw new FormException("/schedule/zone", "is no time zone, such as UTC or Europe/Berlin");
        }
    }

    private static LocalTime time(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException unknown) {
            throw new FormException("/schedule/window", "is no window such as 22:00-06:00");
        }
    }
}
