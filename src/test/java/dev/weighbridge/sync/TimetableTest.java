package dev.weighbridge.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimetableTest {

    private static Timetable of(@Nullable String cron, String zone, @Nullable String window) {
        return Timetable.of(new Schedule(cron, zone, window, null));
    }

    @Test
    void fiveFieldsAreMinutesAndSixBeginWithSeconds() {
        Instant noon = Instant.parse("2026-01-15T12:00:00Z");
        assertThat(of("30 3 * * *", "UTC", null).next(noon)).isEqualTo("2026-01-16T03:30:00Z");
        assertThat(of("15 30 3 * * *", "UTC", null).next(noon)).isEqualTo("2026-01-16T03:30:15Z");
        assertThat(of("@hourly", "UTC", null).next(noon)).isEqualTo("2026-01-15T13:00:00Z");
        assertThat(of(null, "UTC", null).next(noon)).isNull();
    }

    /** In Berlin clocks go from 2:00 to 3:00 on 2026-03-29. */
    @Test
    void timesAreThoseOfTheWallClock() {
        Timetable daily = of("0 6 * * *", "Europe/Berlin", null);
        assertThat(daily.next(Instant.parse("2026-03-27T12:00:00Z"))).isEqualTo("2026-03-28T05:00:00Z");
        assertThat(daily.next(Instant.parse("2026-03-28T12:00:00Z"))).isEqualTo("2026-03-29T04:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
            "22:00-06:00, 2026-01-15T21:00:00Z, 2026-01-15T21:00:00Z", "22:00-06:00, 2026-01-15T20:59:00Z, 2026-01-15T21:00:00Z",
            "22:00-06:00, 2026-01-15T04:59:59Z, 2026-01-15T04:59:59Z", "22:00-06:00, 2026-01-15T05:00:00Z, 2026-01-15T21:00:00Z",
            "01:00-02:00, 2026-01-15T12:00:00Z, 2026-01-16T00:00:00Z", "01:00-02:00, 2026-01-15T00:30:00Z, 2026-01-15T00:30:00Z",
            "00:00-00:00, 2026-01-15T12:00:00Z, 2026-01-15T12:00:00Z"})
    void nothingBeginsOutsideOfTheWindow(String window, Instant moment, Instant begins) {
        assertThat(of(null, "Europe/Berlin", window).begins(moment)).isEqualTo(begins);
    }

    @ParameterizedTest
    @CsvSource({"61 * * * *, UTC, , schedule.cron", "every day, UTC, , schedule.cron", "'', UTC, , schedule.cron",
            "* * * * *, Mars/Olympus, , schedule.zone",
            "* * * * *, UTC, 25:00-26:00, schedule.window", "* * * * *, UTC, night, schedule.window"})
    void whatIsWrongIsNamed(String cron, String zone, @Nullable String window, String key) {
        assertThatExceptionOfType(FormException.class).isThrownBy(() -> of(cron, zone, window))
                .satisfies(wrong -> assertThat(wrong.key()).isEqualTo(key));
    }
}
