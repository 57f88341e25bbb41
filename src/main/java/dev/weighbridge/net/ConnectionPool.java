package dev.weighbridge.net;

import java.io.IOException;
import java.net.SocketException;

import javax.net.ssl.SSLContext;

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
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Connections that are used again, so many to a host and port and so many in all. It follows no redirects, keeps no cookies, answers no
 * challenges, decompresses nothing, and retries nothing but a connection that went stale in the pool. For many threads.
 */
final class ConnectionPool implements AutoCloseable {

    private static final int LONGEST_HEADER_LINE = 16 * 1024;

    private static final int MOST_HEADERS = 200;

    private final PoolingHttpClientConnectionManager pool;

    private final CloseableHttpClient client;

    ConnectionPool(OutboundRoutes routes, SSLContext trust, NetSettings settings) {
        this.pool = pool(routes, trust, settings);
        this.client = client(routes, settings);
    }

    /** A pooled connection may have been closed by the other side a moment ago; then a GET is sent once more on another. */
    CloseableHttpResponse send(HttpHost target, HttpUriRequestBase message, HttpClientContext context) throws IOException {
        try {
            return (CloseableHttpResponse) client.executeOpen(target, message, context);
        } catch (IOException failed) {
            if (message instanceof HttpPost || !(failed instanceof NoHttpResponseException) && failed.getClass() != SocketException.class) {
                throw failed;
            }
            message.reset();
            return (CloseableHttpResponse) client.executeOpen(target, message, context);
        }
    }

    int connectionsInUse() {
        return pool.getTotalStats().getLeased();
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }

    private static PoolingHttpClientConnectionManager pool(OutboundRoutes routes, SSLContext trust, NetSettings settings) {
        Timeout connect = Timeout.of(settings.connectTimeout());
        Timeout idle = Timeout.of(settings.idleTimeout());
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(routes.resolver())
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(trust))
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

    private CloseableHttpClient client(OutboundRoutes routes, NetSettings settings) {
        Timeout idle = Timeout.of(settings.idleTimeout());
        return HttpClients.custom()
                .setConnectionManager(pool)
                .setRoutePlanner(routes.planner())
                .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(idle).setConnectionRequestTimeout(idle)
                        .setRedirectsEnabled(false)
                        .setAuthenticationEnabled(false).setContentCompressionEnabled(false).setProtocolUpgradeEnabled(false).build())
                .setUserAgent("weighbridge")
                .disableAutomaticRetries().disableRedirectHandling().disableContentCompression()
                .disableCookieManagement().disableAuthCaching().disableConnectionState()
                .evictExpiredConnections().evictIdleConnections(TimeValue.ofSeconds(30))
                .build();
    }
}
