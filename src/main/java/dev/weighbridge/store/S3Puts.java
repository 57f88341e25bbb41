package dev.weighbridge.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.apache.hc.client5.http.classic.methods.HttpPut;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.EntityTemplate;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Sends bytes by signed requests, straight from the array that they were fetched into. Follows no redirect, asks no proxy, retries nothing. For many threads.
 */
final class S3Puts implements AutoCloseable {

    /**
     * Connections at once. What a node puts at once is bounded by the transfers' memory (16 parts of 16 MiB) and threads (16 small files); a further one
     * waits.
     */
    static final int CONNECTIONS = 64;

    /** From this size on the server is asked whether it wants the bytes: a refusal then comes instead of them, and not in the middle of them. */
    private static final int ASK_FIRST = 1 << 20;

    private static final int SLICE = 256 << 10;

    private static final Timeout TURN = Timeout.ofMinutes(5);

    private final S3Limits limits;

    private final CloseableHttpClient client;

    private final ScheduledExecutorService watch = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("store-watch").daemon().factory());

    S3Puts(S3Limits limits) {
        this.limits = limits;
        Timeout connect = Timeout.of(limits.connect());
        Timeout silence = Timeout.of(limits.silence());
        var pool = PoolingHttpClientConnectionManagerBuilder.create().setConnectionFactory(S3Exchange.connections())
                .setMaxConnPerRoute(CONNECTIONS).setMaxConnTotal(CONNECTIONS)
                .setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(silence).setTcpNoDelay(true).build())
                .setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(connect).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom().setConnectTimeout(connect).setSocketTimeout(silence)
                        .setIdleTimeout(Timeout.ofSeconds(30)).setValidateAfterInactivity(TimeValue.ofSeconds(1)).build())
                .build();
        this.client = HttpClients.custom().setConnectionManager(pool).setRequestExecutor(new S3Exchange())
                .setConnectionReuseStrategy(S3Exchange::staysOpen)
                .setDefaultRequestConfig(config(silence, false)).setUserAgent("weighbridge")
                .disableAutomaticRetries().disableRedirectHandling().disableContentCompression().disableCookieManagement()
                .disableAuthCaching()
                .disableConnectionState().evictExpiredConnections().evictIdleConnections(TimeValue.ofSeconds(30)).build();
    }

    /** What the server says of bytes that it has taken; {@code checksum} only if it has looked at it. */
    record Taken(String etag, @Nullable String checksum) {}

    /**
     * Puts the first {@code length} bytes.
     *
     * @throws S3Refusal if the server does not take them
     */
    Taken put(S3Signatures.Signed request, byte[] bytes, int length) throws IOException {
        var put = new HttpPut(request.url());
        request.headers().forEach(put::setHeader);
        put.setEntity(new EntityTemplate(length, null, null, server -> write(bytes, length, server)));
        put.setConfig(config(Timeout.of(limits.silence()), length >= ASK_FIRST));
        Future<?> tooLong = cancelLater(put, length);
        try {
            return client.execute(put, response -> taken(response, request.date()));
        } catch (IOException failed) {
            throw put.isCancelled() ? new SocketTimeoutException("the bytes were not taken in time") : failed;
        } catch (IllegalStateException closed) {
            // The client's way to say that it is closed: the node stops while parts are on their way.
            throw new InterruptedIOException("the store was closed");
        } finally {
            tooLong.cancel(false);
        }
    }

    /** Between two slices the server can be heard. */
    private static void write(byte[] bytes, int length, OutputStream server) throws IOException {
        for (int next = 0; next < length; next += SLICE) {
            server.write(bytes, next, Math.min(SLICE, length - next));
        }
    }

    private Future<?> cancelLater(HttpPut put, int length) throws IOException {
        try {
            return watch.schedule(put::cancel, limits.ofPut(length).toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            throw new InterruptedIOException("the store was closed");
        }
    }

    private static RequestConfig config(Timeout silence, boolean askFirst) {
        return RequestConfig.custom().setResponseTimeout(silence).setConnectionRequestTimeout(TURN).setRedirectsEnabled(false)
                .setAuthenticationEnabled(false).setContentCompressionEnabled(false).setProtocolUpgradeEnabled(false)
                .setExpectContinueEnabled(askFirst).build();
    }

    private static Taken taken(ClassicHttpResponse response, String signed) throws IOException {
        byte[] body = response.getEntity() == null ? new byte[0] : response.getEntity().getContent().readNBytes(S3Refusal.LONGEST_BODY);
        Header etag = response.getFirstHeader("ETag");
        if (response.getCode() != 200 || etag == null) {
            Header date = response.getFirstHeader("Date");
            throw S3Refusal.of(response.getCode(), new String(body, StandardCharsets.UTF_8), date == null ? null : date.getValue(), signed);
        }
        Header checksum = response.getFirstHeader(S3Sums.CRC32C);
        return new Taken(S3Bucket.unquoted(etag.getValue()), checksum == null ? null : checksum.getValue());
    }

    @Override
    public void close() {
        watch.shutdownNow();
        client.close(CloseMode.IMMEDIATE);
    }
}
