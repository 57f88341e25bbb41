package dev.weighbridge.cli.pull;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * For how long a server is given the chance to go on.
 *
 * @param attempts how often in a row a connection may bring nothing
 * @param pause after the first of them; twice as long after each other
 * @param stall after which a connection that is silent counts as broken
 * @param watch sees to that
 */
record Patience(int attempts, Duration pause, Duration stall, ScheduledExecutorService watch) {

    private static final int DOUBLED_AT_MOST = 5;

    void pauseAfter(int inVain) {
        LockSupport.parkNanos(pause.toNanos() << Math.min(inVain - 1, DOUBLED_AT_MOST));
    }

    /** The same bytes; the stream breaks when none comes for too long, which the JDK's client does not see to. */
    InputStream guarded(InputStream body) {
        return new Guarded(body);
    }

    private final class Guarded extends FilterInputStream {

        private final ScheduledFuture<?> look;

        private volatile long latest = System.nanoTime();

        Guarded(InputStream body) {
            super(body);
            long every = Math.max(1, stall.toMillis() / 4);
            look = watch.scheduleWithFixedDelay(this::breakIfSilent, every, every, TimeUnit.MILLISECONDS);
        }

        @Override
        public int read(byte[] block, int from, int length) throws IOException {
            int read = in.read(block, from, length);
            latest = System.nanoTime();
            return read;
        }

        @Override
        public void close() throws IOException {
            look.cancel(false);
            super.close();
        }

        private void breakIfSilent() {
            if (System.nanoTime() - latest > stall.toNanos()) {
                try {
                    in.close();
                } catch (IOException alreadyBroken) {
                    look.cancel(false);
                }
            }
        }
    }
}
