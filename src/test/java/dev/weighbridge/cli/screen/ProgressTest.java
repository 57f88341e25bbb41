package dev.weighbridge.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private long now;

    private Progress progress(boolean seen, int width) {
        var stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new Progress(new Terminal(stream, stream, new Terminal.Traits(seen, seen, false, width)), () -> now);
    }

    private String last() {
        String all = err.toString(StandardCharsets.UTF_8);
        return all.substring(all.lastIndexOf("\u001b[K") + 3);
    }

    @Test
    void showsBytesRateAndTimeLeft() {
        Progress progress = progress(true, 120);
        progress.show("llama  transfer", 0, 1_000_000_000);
        now += Duration.ofSeconds(4).toNanos();
        progress.show("llama  transfer", 400_000_000, 1_000_000_000);
        assertThat(last()).isEqualTo("llama  transfer  [########------------]  40%  400 MB of 1.00 GB  100 MB/s  6 s left");
    }

    @Test
    void theRateIsThatOfTheLastSeconds() {
        Progress progress = progress(true, 120);
        for (int second = 0; second <= 30; second++) {
            progress.show("x", Math.min(second, 10) * 100_000_000L + Math.max(0, second - 10) * 1_000_000L, 10_000_000_000L);
            now += Duration.ofSeconds(1).toNanos();
        }
        assertThat(last()).contains("1.00 MB/s");
    }

    @Test
    void fitsIntoANarrowTerminal() {
        Progress progress = progress(true, 40);
        progress.show("a-model-with-a-very-long-name  transfer", 1, 3);
        assertThat(last().length()).isLessThan(40);
        progress.close();
        assertThat(last()).isEmpty();
    }

    @Test
    void withoutATerminalItSaysOnlyWhatChanges() {
        Progress progress = progress(false, 80);
        progress.show("llama  resolve", 0, 0);
        progress.show("llama  transfer", 1, 10);
        progress.show("llama  transfer", 5, 10);
        progress.close();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("llama  resolve\nllama  transfer\n");
    }

    @Test
    void amountsAreForPeople() {
        assertThat(Amount.bytes(999)).isEqualTo("999 B");
        assertThat(Amount.bytes(1500)).isEqualTo("1.50 kB");
        assertThat(Amount.bytes(15_000_000)).isEqualTo("15.0 MB");
        assertThat(Amount.bytes(150_000_000_000L)).isEqualTo("150 GB");
        assertThat(Amount.time(Duration.ofSeconds(59))).isEqualTo("59 s");
        assertThat(Amount.time(Duration.ofSeconds(200))).isEqualTo("3 min 20 s");
        assertThat(Amount.time(Duration.ofMinutes(125))).isEqualTo("2 h 5 min");
    }
}
