package dev.weighbridge.zstack.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.TimeZone;

import org.junit.jupiter.api.Test;

class WireDateTest {

    private static Instant local(String text) {
        return LocalDateTime.parse(text).atZone(ZoneId.systemDefault()).toInstant();
    }

    @Test
    void writesTheContractsExample() {
        assertThat(WireDate.format(local("2026-11-03T16:24:29"))).isEqualTo("Nov 3, 2026 4:24:29 PM");
    }

    @Test
    void writesMidnightAndNoonAsTwelve() {
        assertThat(WireDate.format(local("2026-09-30T00:05:09"))).isEqualTo("Sep 30, 2026 12:05:09 AM");
        assertThat(WireDate.format(local("2026-09-30T12:00:00"))).isEqualTo("Sep 30, 2026 12:00:00 PM");
    }

    @Test
    void writesPlainAsciiInAnyLocale() {
        Locale before = Locale.getDefault();
        try {
            for (Locale locale : new Locale[] {Locale.US, Locale.UK, Locale.CHINA, Locale.forLanguageTag("ar-EG")}) {
                Locale.setDefault(locale);
                assertThat(WireDate.format(local("2026-06-01T09:00:00"))).isEqualTo("Jun 1, 2026 9:00:00 AM").matches("\\p{ASCII}+");
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void writesTheWallClockOfTheServersZone() {
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Shanghai"));
            assertThat(WireDate.format(Instant.parse("2026-11-03T16:24:29Z"))).isEqualTo("Nov 4, 2026 12:24:29 AM");
        } finally {
            TimeZone.setDefault(before);
        }
    }
}
