package dev.weighbridge.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** The lines that showed a secret of {@link TestSecrets}. For any thread. */
public final class Leaks {

    private static final Leaks OF_THE_RUN = new Leaks();

    private static final int MOST_SHOWN = 20;

    private final AtomicLong lines = new AtomicLong();

    private final List<String> shown = new ArrayList<>();

    private long found;

    Leaks() {}

    /** Those that make the whole run fail. */
    static Leaks ofTheRun() {
        return OF_THE_RUN;
    }

    /** Looks through the log of a process of its own, and lets the run fail at its end if there is a secret in it. */
    public static void lookThrough(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            lines.forEach(OF_THE_RUN::look);
        }
    }

    /** Looks at one line. */
    void look(String line) {
        lines.incrementAndGet();
        TestSecrets.Leak leak = TestSecrets.find(line);
        if (leak != null) {
            keep(String.join(" and ", leak.kinds()) + " in the line: " + leak.line());
        }
    }

    private synchronized void keep(String leak) {
        found++;
        if (shown.size() < MOST_SHOWN) {
            shown.add(leak);
        }
    }

    /** Lines that were looked at so far. */
    long lines() {
        return lines.get();
    }

    /** @throws AssertionError if there are any; it says what was shown where, and shows it no more */
    synchronized void none() {
        if (found > 0) {
            throw new AssertionError(
                    "The tests printed secrets, in " + found + " lines; see TestSecrets. The first:\n" + String.join("\n", shown));
        }
    }
}
