package dev.weighbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;

import dev.weighbridge.artifact.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.ResourceBundleMessageSource;

/** Numbers and words, and that both languages say the same things. */
class WordsTest {

    private final Words english = new Words(messages(), Locale.ENGLISH);

    private final Words chinese = new Words(messages(), Locale.CHINESE);

    @ParameterizedTest
    @CsvSource({"0, 0 B", "999, 999 B", "1000, 0.98 KiB", "1024, 1.00 KiB", "10239, 10.0 KiB", "102400, 100 KiB", "1048576, 1.00 MiB",
            "1535000000, 1.43 GiB", "9223372036854775807, 8.00 EiB"})
    void bytesHaveThreeDigits(long bytes, String said) {
        assertThat(english.bytes(bytes).replace('\u00a0', ' ')).isEqualTo(said);
    }

    @Test
    void aHundredPercentIsAll() {
        assertThat(english.percent(Long.MAX_VALUE - 1, Long.MAX_VALUE)).isEqualTo(99);
        assertThat(english.percent(7, 7L)).isEqualTo(100);
        assertThat(english.percent(7, null)).isZero();
        assertThat(english.percent(0, 0L)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 0 s", "59, 59 s", "60, 1 min 0 s", "3599, 59 min 59 s", "3600, 1 h 0 min", "90061, 1 d 1 h"})
    void timesHaveTheirTwoLargestUnits(long seconds, String said) {
        assertThat(english.duration(Duration.ofSeconds(seconds))).isEqualTo(said);
    }

    @Test
    void anUnknownConstantIsSaidAsItIs() {
        assertThat(chinese.word("state", "RUNNING")).isEqualTo("运行中");
        assertThat(chinese.word("state", "NEW_ONE")).isEqualTo("NEW_ONE");
        assertThat(english.word("state", null)).isEqualTo("–");
    }

    @Test
    void bothLanguagesSayTheSameThings() throws IOException {
        Properties some = file("messages.properties");
        Properties others = file("messages_zh.properties");
        assertThat(others.stringPropertyNames()).isEqualTo(some.stringPropertyNames());
        for (String name : some.stringPropertyNames()) {
            assertThat(values(others, name)).as(name).isEqualTo(values(some, name));
            assertThat(some.getProperty(name) + others.getProperty(name)).as(name).doesNotContain("'");
        }
    }

    @Test
    void everyFailureHasAWord() throws IOException {
        Properties words = file("messages.properties");
        for (FailureKind kind : FailureKind.values()) {
            assertThat(words).containsKey("kind." + kind);
        }
    }

    private static int values(Properties words, String name) {
        return new MessageFormat(words.getProperty(name), Locale.ROOT).getFormatsByArgumentIndex().length;
    }

    private static Properties file(String name) throws IOException {
        var words = new Properties();
        try (InputStream in = Objects.requireNonNull(Words.class.getResourceAsStream(name))) {
            words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return words;
    }

    private static ResourceBundleMessageSource messages() {
        var source = new ResourceBundleMessageSource();
        source.setBasename("dev/weighbridge/console/messages");
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        return source;
    }
}
