package dev.weighbridge.cli.screen;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * How far something is. On a terminal a line with a bar that is drawn again and again; elsewhere a line whenever what is done changes, and nothing of the
 * bytes.
 */
public final class Progress implements AutoCloseable {

    private static final int BAR = 20;

    private static final int NARROW_BAR = 10;

    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final Terminal terminal;

    private final LongSupplier nanos;

    private final Deque<Sample> samples = new ArrayDeque<>();

    private String said = "";

    private record Sample(long nanos, long bytes) {}

    /** @param nanos a clock that only runs forward, such as {@link System#nanoTime} */
    public Progress(Terminal terminal, LongSupplier nanos) {
        this.terminal = terminal;
        this.nanos = nanos;
    }

    /**
     * Shows where it stands.
     *
     * @param what is done, such as a name and a step
     * @param done bytes
     * @param total bytes, 0 where they are not known yet
     */
    public void show(String what, long done, long total) {
        if (!terminal.traits().errIsSeen()) {
            if (!what.equals(said)) {
                terminal.note(what);
                said = what;
            }
            return;
        }
        String rate = rate(done, total);
        if (total <= 0) {
            terminal.draw(what + (done > 0 ? "  " + Amount.bytes(done) + rate : ""));
            return;
        }
        long shown = Math.min(done, total);
        String bytes = Amount.bytes(shown) + " of " + Amount.bytes(total);
        String figures = String.format("%3d%%  %s%s", shown * 100 / total, bytes, rate);
        int bar = terminal.traits().width() < 80 ? NARROW_BAR : BAR;
        int room = Math.max(8, terminal.traits().width() - 1 - bar - 6 - Text.width(figures));
        terminal.draw(Text.cut(Text.harmless(what), room) + "  [" + bar(shown, total, bar) + "] " + figures);
    }

    /** A line that stays, above the one that is drawn. */
    public void say(String line) {
        terminal.wipe();
        terminal.note(line);
    }

    @Override
    public void close() {
        terminal.wipe();
    }

    private static String bar(long done, long total, int columns) {
        int full = (int) (done * columns / total);
        return "#".repeat(full) + "-".repeat(columns - full);
    }

    /** Over the last seconds, so that it follows what happens. */
    private String rate(long done, long total) {
        long now = nanos.getAsLong();
        if (!samples.isEmpty() && done < samples.getLast().bytes()) {
            samples.clear(); // something began anew
        }
        samples.addLast(new Sample(now, done));
        while (samples.size() > 2 && now - samples.getFirst().nanos() > WINDOW.toNanos()) {
            samples.removeFirst();
        }
        double seconds = (now - samples.getFirst().nanos()) / 1e9;
        long moved = done - samples.getFirst().bytes();
        if (seconds < 0.2 || moved <= 0) {
            return "";
        }
        double perSecond = moved / seconds;
        return "  " + Amount.bytes(Math.round(perSecond)) + "/s"
                + (total > done ? "  " + Amount.time(Duration.ofSeconds(Math.round((total - done) / perSecond))) + " left" : "");
    }
}
