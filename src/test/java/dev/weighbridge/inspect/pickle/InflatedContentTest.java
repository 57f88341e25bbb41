package dev.weighbridge.inspect.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes out of a compressed stream, some of which is kept. */
class InflatedContentTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8191, 8192, 8193, 6_250_000, 8 << 20, (8 << 20) + 1, 20 << 20})
    void isWhatCameOutAndTakesLittleMoreThanItKeeps(int size) {
        byte[] bytes = new byte[size];
        new Random(7).nextBytes(bytes);
        measured(bytes); // and loads the classes
        long before = THREADS.getCurrentThreadAllocatedBytes();
        InflatedContent content = measured(bytes);
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(128 * 1024 + 3L * Math.min(size, 8 << 20));
        assertThat(content.size()).isEqualTo(size);

        int middle = size / 2;
        byte[] read = new byte[size - middle];
        content.read(middle, read, 0, read.length);
        assertThat(read).isEqualTo(Arrays.copyOfRange(bytes, middle, size));
        assertThat(content.head(10)).isEqualTo(Arrays.copyOf(bytes, Math.min(size, 10)));
    }

    private static InflatedContent measured(byte[] bytes) {
        var content = new InflatedContent("place", "name", -1, () -> new ByteArrayInputStream(bytes), new Budget());
        content.size();
        return content;
    }
}
