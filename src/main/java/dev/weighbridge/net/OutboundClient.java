package dev.weighbridge.net;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;

import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.net.ConnectionFailures.RefusedAddressException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpHead;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends HTTP requests under one network policy, from a pool of connections. Used by many threads at once. It keeps no cookies, decompresses
 * nothing, retries nothing but a connection that went stale in the pool, asks no proxy, and follows at most five redirects, each checked
 * like the first request.
 */
public final class OutboundClient implements AutoCloseable {

    private static final int LONGEST_HEADER_LINE = 16 * 1024;

    private static final int MOST_HEADERS = 200;

    private final NetworkPolicy policy;

    private final PoolingHttpClientConnectionManager pool;

    private final CloseableHttpClient client;

    private final ConnectionFailures failures;

    /** @param policy which addresses may be reached; connections are not shared with clients of another policy */
    OutboundClient(NetworkPolicy policy, NetSettings settings) {
        this.policy = policy;
        this.failures = new ConnectionFailures(settings);
        this.pool = pool(settings);
        this.client = client(settings);
    }

    /**
     * Sends a GET or HEAD and follows its redirects, or a POST and does not.
     *
     * @return the last answer, whatever its status is; the caller closes it
     * @throws IngestionException SOURCE_NOT_ALLOWED (the policy, an untrusted certificate), SOURCE_UNAVAILABLE (no answer came),
     *     SOURCE_NOT_FOUND (redirects that lead nowhere)
     */
    public OutboundResponse send(OutboundRequest request) {
        var trail = new RedirectTrail(request.url());
        OutboundRequest current = request;
        while (true) {
            OutboundResponse response = sendOnce(current);
            if (!RedirectTrail.isRedirect(response.status()) || request.body() != null) {
                return response.after(trail.headers());
            }
            try (response) {
                current = current.redirectedTo(trail.next(response));
            }
        }
    }

    /**
     * Sends a request and follows no redirect.
     *
     * @return the answer, whatever its status is; the caller closes it
     * @throws IngestionException SOURCE_NOT_ALLOWED (the policy, an untrusted certificate), SOURCE_UNAVAILABLE (no answer came)
     */
    public OutboundResponse sendOnce(OutboundRequest request) {
        URI url = request.url();
        HttpUriRequestBase message = message(request);
        try {
            var target = new HttpHost(url.getScheme(), HostForm.normal(url.getHost()), url.getPort());
            return new OutboundResponse(url, sent(target, message));
        } catch (CancellationException interrupted) {
            // The pool's way to say that the thread is interrupted.
            throw failures.explain(url, new InterruptedIOException("interrupted"));
        } catch (IOException failed) {
            throw failures.explain(url, failed);
        }
    }

    /** How many connections are in use now. */
    public int connectionsInUse() {
        return pool.getTotalStats().getLeased();
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }

    /** A pooled connection may have been closed by the other side a moment ago; then a GET is sent once more on another. */
    private CloseableHttpResponse sent(HttpHost target, HttpUriRequestBase message) throws IOException {
        try {
            return (CloseableHttpResponse) client.executeOpen(target, message, null);
        } catch (IOException failed) {
            if (message instanceof HttpPost || !(failed instanceof NoHttpResponseException) && failed.getClass() != SocketException.class) {
                throw failed;
            }
            message.reset();
            return (CloseableHttpResponse) client.executeOpen(target, message, null);
        }
    }

    private static HttpUriRequestBase message(OutboundRequest request) {
        OutboundRequest.Body body = request.body();
        HttpUriRequestBase message = body != null ? new HttpPost(request.url())
                : request.headersOnly() ? new HttpHead(request.url()) : new HttpGet(request.url());
        request.headers().forEach(message::setHeader);
        message.setHeader("Accept-Encoding", "identity");
        Credential credential = request.credential();
        if (credential != null) {
            message.setHeader(credential.header(), credential.value());
        }
        if (body != null) {
            message.setEntity(new StringEntity(body.text(), ContentType.parse(body.type()).withCharset(StandardCharsets.UTF_8)));
        }
        return message;
    }

    private InetAddress[] checkedAddresses(String host) throws UnknownHostException {
        try {
            return policy.resolve(host);
        } catch (IngestionException refused) {
            throw new RefusedAddressException(refused);
        }
    }

    private PoolingHttpClientConnectionManager pool(NetSettings settings) {
        Timeout connect = Timeout.of(settings.connectTimeout());
        Timeout idle = Timeout.of(settings.idleTimeout());
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new CheckedResolver())
                .setMaxConnPerRoute(settings.connectionsPerHost())
                .setMaxConnTotal(settings.connections())
                .setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(idle).build())
                .setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(connect).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom().setConnectTimeout(connect).setSocketTimeout(idle)
                        .setIdleTimeout(Timeout.ofSeconds(30)).setValidateAfterInactivity(TimeValue.ofMilliseconds(500)).build())
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder().http1Config(Http1Config.custom()
                        .setMaxLineLength(LONGEST_HEADER_LINE).setMaxHeaderCount(MOST_HEADERS).build()).build())
                .build();
    }

    private CloseableHttpClient client(NetSettings settings) {
        Timeout idle = Timeout.of(settings.idleTimeout());
        return HttpClients.custom()
                .setConnectionManager(pool)
                .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(idle).setConnectionRequestTimeout(idle)
                        .setRedirectsEnabled(false)
                        .setAuthenticationEnabled(false).setContentCompressionEnabled(false).setProtocolUpgradeEnabled(false).build())
                .setUserAgent("weighbridge")
                .disableAutomaticRetries().disableRedirectHandling().disableContentCompression()
                .disableCookieManagement().disableAuthCaching().disableConnectionState()
                .evictExpiredConnections().evictIdleConnections(TimeValue.ofSeconds(30))
                .build();
    }

    private final class CheckedResolver implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return checkedAddresses(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
