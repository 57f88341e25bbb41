package dev.weighbridge.inspect.fuzz;

import java.util.concurrent.TimeUnit;

/**
 * What Jazzer calls, by these names and without an interface (github.com/CodeIntelligenceTesting/jazzer, docs/advanced.md "Fuzz targets"), from one
 * thread. The property {@code fuzz.row} says which row is fed, {@code fuzz.tail} how many bytes the file claims that are not there.
 */
public final class ReaderFuzz {

    /** What a line begins with that says how many inputs were tried. */
    static final String EXECUTED = "EXECUTED ";

    private static final FuzzRow ROW = FuzzRows.named(System.getProperty("fuzz.row", "gguf"));

    private static final long TAIL = Long.getLong("fuzz.tail", 0);

    private static final long BETWEEN_LINES = TimeUnit.SECONDS.toNanos(1);

    private static long executions;

    private static long said;

    private ReaderFuzz() {}

    /** Loads and instruments the classes, which takes longer than an input may. */
    public static void fuzzerInitialize() {
        ROW.seeds().forEach(seed -> ROW.model(seed, 0).inspect());
    }

    public static void fuzzerTestOneInput(byte[] fed) {
        executions++;
        if (System.nanoTime() - said > BETWEEN_LINES) {
            said = System.nanoTime();
            System.err.println(EXECUTED + executions);
        }
        Judge.judge(ROW, fed, TAIL);
    }
}
