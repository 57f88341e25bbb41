package dev.weighbridge.secret;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Looks at every line that is printed, by loggers too, from before the first test to behind the last, and fails the run if one shows a secret. JUnit finds
 * it in {@code META-INF/services}. It stands beneath whatever replaces the streams meanwhile, such as Spring Boot's capture of them.
 */
public final class WatchedRun implements LauncherSessionListener {

    private final Leaks leaks;

    private final PrintStream out = System.out;

    private final PrintStream err = System.err;

    private final PrintStream watchedOut;

    private final PrintStream watchedErr;

    /** The one that JUnit makes. */
    public WatchedRun() {
        this(Leaks.ofTheRun());
    }

    WatchedRun(Leaks leaks) {
        this.leaks = leaks;
        watchedOut = watched(out, leaks);
        watchedErr = watched(err, leaks);
    }

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        System.setOut(watchedOut);
        System.setErr(watchedErr);
        // Until the first node starts, Logback prints all there is, even the bytes that the HTTP client sends.
        LoggingSystem.get(WatchedRun.class.getClassLoader()).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        watchedOut.close();
        watchedErr.close();
        System.setOut(out);
        System.setErr(err);
        leaks.none();
    }

    private static PrintStream watched(PrintStream stream, Leaks leaks) {
        return new PrintStream(new WatchedStream(stream, leaks), true, StandardCharsets.UTF_8);
    }
}
