package dev.weighbridge.inspect.fuzz;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What Jazzer calls, by these names and without an interface (github.com/CodeIntelligenceTesting/jazzer, docs/advanced.md "Fuzz targets"). The
 * property {@code fuzz.row} says which row is fed, {@code fuzz.tail} how many bytes the file claims that are not there.
 */
public final class ReaderFuzz {

    static final String EXECUTED = "EXECUTED ";

    private static final FuzzRow ROW = FuzzRows.named(System.getProperty("fuzz.row", "gguf"));

    private static final long TAIL = Long.getLong("fuzz.tail", 0);

    private static final AtomicLong EXECUTIONS = new AtomicLong();

    private ReaderFuzz() {}

    /** Loads and instruments the classes, which takes longer than an input may. */
    public static void fuzzerInitialize() {
        ROW.seeds().forEach(seed -> ROW.model(seed, 0).inspect());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.err.println(EXECUTED + EXECUTIONS.get())));
    }

    public static void fuzzerTestOneInput(byte[] fed) {
        EXECUTIONS.incrementAndGet();
        Judge.judge(ROW, fed, TAIL);
    }
}
