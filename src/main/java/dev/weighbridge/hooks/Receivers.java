package dev.weighbridge.hooks;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.net.OutboundClients;
import dev.weighbridge.net.OutboundRequest;
import dev.weighbridge.net.OutboundResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sends a message to its receiver and looks at the status only: of the answer's body nothing is read. For many threads. */
@Component
final class Receivers implements AutoCloseable {

    private final OutboundClient client;

    private final Duration timeout;

    private final ExecutorService calls = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("web-hook-", 0).factory());

    Receivers(OutboundClients clients, WebHookProperties properties) {
        this.client = clients.under(WebHookProperties.NETWORKS, properties.allowedNetworks(), properties.timeout());
        this.timeout = properties.timeout();
    }

    /**
     * What came of a call.
     *
     * @param flaw why it was in vain, without the receiver's path, which may be a secret; null if the receiver has taken it
     * @param againHelps whether another try may end otherwise
     */
    record Result(@Nullable String flaw, boolean againHelps) {

        static final Result TAKEN = new Result(null, false);
    }

    /**
     * Sends it once. A receiver that answers byte by byte has no more time than any other: the call runs in a thread of its own, which is interrupted.
     *
     * @throws InterruptedException if the node shuts down
     */
    Result send(OutboundRequest request) throws InterruptedException {
        Future<Result> call = calls.submit(() -> exchange(request));
        try {
            return call.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException slow) {
            return new Result("there was no answer within " + timeout.toMillis() + " ms", true);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a web hook could not be sent", failed.getCause());
        } finally {
            call.cancel(true);
        }
    }

    private Result exchange(OutboundRequest request) {
        try (OutboundResponse response = client.sendOnce(request)) {
            int status = response.status();
            return status >= 200 && status < 300 ? Result.TAKEN : new Result("it answered " + status, true);
        } catch (IngestionException unanswered) {
            return unanswered.kind() == FailureKind.SOURCE_NOT_ALLOWED
                    ? new Result("its address is not allowed by " + WebHookProperties.NETWORKS + ", or its certificate is not trusted",
                            false)
                    : new Result("the connection failed", true);
        }
    }

    @Override
    public void close() {
        calls.shutdownNow();
        client.close();
    }
}
