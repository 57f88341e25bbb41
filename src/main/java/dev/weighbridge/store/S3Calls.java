package dev.weighbridge.store;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.NoHttpResponseException;

/**
 * Tries what passes by itself within seconds a few times, with pauses that double and are shortened by chance so that many do not come back together, and
 * says in a sentence what does not pass. Longer waits are the queue's, which holds no worker meanwhile. For many threads.
 */
final class S3Calls {

    private static final int TRIES = 5;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    private final S3Failures failures;

    private final S3Limits.Pause pause;

    S3Calls(S3Failures failures, S3Limits.Pause pause) {
        this.failures = failures;
        this.pause = pause;
    }

    /** Asks the server something that may be asked again. */
    @FunctionalInterface
    interface Call<T> {

        T run() throws IOException;
    }

    /** @param tried what is tried, such as "write a part to the store" */
    <T> T run(String tried, Call<T> call) {
        for (int round = 1;; round++) {
            try {
                return call.run();
            } catch (IOException failed) {
                if (round == TRIES || !passesSoon(failed) || !paused(round)) {
                    throw failures.of(tried, failed);
                }
            }
        }
    }

    S3Failures failures() {
        return failures;
    }

    /** A connection that broke is worth another; a server that is not there, or that was waited for, is not. */
    private static boolean passesSoon(IOException failed) {
        return switch (failed) {
            case S3Refusal refusal -> refusal.passesSoon();
            case ConnectException refused -> false;
            case NoRouteToHostException unreachable -> false;
            case SocketTimeoutException silent -> false;
            case SocketException broken -> true;
            case NoHttpResponseException closed -> true;
            case ConnectionClosedException closed -> true;
            case EOFException broken -> true;
            default -> failed.getClass() == IOException.class;
        };
    }

    private boolean paused(int round) {
        long longest = FIRST_PAUSE.multipliedBy(1L << (round - 1)).toNanos();
        try {
            pause.pause(Duration.ofNanos(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1)));
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
