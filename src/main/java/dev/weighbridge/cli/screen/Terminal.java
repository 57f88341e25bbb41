package dev.weighbridge.cli.screen;

import java.io.Console;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Where results (out) and everything else (err) go. Both get text that is harmless, and colours only where a person looks. For one thread, but for {@link
 * #note}.
 */
public final class Terminal {

    /** Where nothing tells. */
    private static final int USUAL_WIDTH = 100;

    private static final int NARROWEST = 20;

    private final PrintStream out;

    private final PrintStream err;

    private final Traits traits;

    public Terminal(PrintStream out, PrintStream err, Traits traits) {
        this.out = out;
        this.err = err;
        this.traits = traits;
    }

    /**
     * What somebody sees at the other end.
     *
     * @param outIsSeen whether out is a terminal
     * @param errIsSeen whether err is one
     * @param colours whether they are wanted
     * @param width in columns
     */
    public record Traits(boolean outIsSeen, boolean errIsSeen, boolean colours, int width) {}

    /**
     * Of this process. The launcher says by {@code WEIGHBRIDGE_TERMINAL} (words {@code out}, {@code err}) which of the streams are terminals, and by {@code
     * COLUMNS} how wide they are; without it the JVM is asked, which knows of both or none.
     */
    public static Terminal ofProcess(Map<String, String> environment) {
        String told = environment.get("WEIGHBRIDGE_TERMINAL");
        Console console = told == null ? System.console() : null;
        boolean both = console != null && console.isTerminal();
        boolean outIsSeen = told == null ? both : told.contains("out");
        boolean errIsSeen = told == null ? both : told.contains("err");
        boolean colours = environment.getOrDefault("NO_COLOR", "").isEmpty() && !"dumb".equals(environment.get("TERM"));
        return new Terminal(System.out, System.err, new Traits(outIsSeen, errIsSeen, colours, width(environment.get("COLUMNS"))));
    }

    private static int width(@Nullable String columns) {
        return Optional.ofNullable(columns).filter(text -> text.matches("[0-9]{1,4}")).map(Integer::valueOf)
                .filter(width -> width >= NARROWEST).orElse(USUAL_WIDTH);
    }

    public Traits traits() {
        return traits;
    }

    /** Columns that a table may take: files and pipes get all of every cell. */
    public int tableWidth() {
        return traits.outIsSeen() ? traits.width() : Integer.MAX_VALUE;
    }

    /** A line of the result. */
    public void line(String text) {
        out.println(Text.harmless(text));
    }

    /** A line of the result, in bold where that is seen. */
    public void heading(String text) {
        out.println(inked(Text.harmless(text), Ink.BOLD));
    }

    public void table(Table table) {
        table.lines(tableWidth(), this::inked).forEach(out::println);
    }

    /** The result as it is, for programs. */
    public void raw(String text) {
        out.println(text);
        out.flush();
    }

    /** Where a library writes that wants a writer: to out. */
    public PrintWriter writer() {
        return new PrintWriter(out, true, out.charset());
    }

    /** A line for the person beside the result. */
    public void note(String text) {
        err.println(Text.harmless(text));
    }

    /** A line in the place of the one that was drawn before; nothing if nobody looks. */
    void draw(String text) {
        if (traits.errIsSeen()) {
            err.print("\r\u001b[K" + Text.cut(Text.harmless(text), traits.width() - 1));
            err.flush();
        }
    }

    /** Takes the drawn line away. */
    void wipe() {
        if (traits.errIsSeen()) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }

    private String inked(String text, Ink ink) {
        return traits.outIsSeen() && traits.colours() ? ink.on(text) : text;
    }
}
