package dev.weighbridge.net;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;

import javax.net.ssl.SSLContext;

import dev.weighbridge.artifact.IngestionException;
import org.apache.hc.client5.http.auth.AuthExchange;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpHead;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.auth.BasicScheme;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/** One request to the host that it names, directly or by a proxy, and that host's answer. For many threads. */
final class Exchanges implements AutoCloseable {

    private static final int PROXY_WANTS_LOGIN = 407;

    private final OutboundRoutes routes;

    private final ConnectionPool pool;

    private final ConnectionFailures failures;

    Exchanges(OutboundRoutes routes, SSLContext trust, NetSettings settings) {
        this.routes = routes;
        this.pool = new ConnectionPool(routes, trust, settings);
        this.failures = new ConnectionFailures(settings);
    }

    /** @throws IngestionException SOURCE_NOT_ALLOWED (the policy, an untrusted certificate, a proxy), SOURCE_UNAVAILABLE (no answer came) */
    OutboundResponse exchange(OutboundRequest request) {
        URI url = request.url();
        HttpProxy proxy = routes.towards(url);
        try {
            var target = new HttpHost(url.getScheme(), HostForm.normal(url.getHost()), url.getPort());
            HttpClientContext context = context(proxy);
            CloseableHttpResponse response = pool.send(target, message(request), context);
            if (proxy != null && isTheProxysOwn(response, url, context)) {
                response.close(CloseMode.IMMEDIATE);
                throw failures.refusedBy(proxy, url, response.getCode());
            }
            return new OutboundResponse(url, response);
        } catch (CancellationException interrupted) {
            // The pool's way to say that the thread is interrupted.
            throw failures.explain(url, proxy, new InterruptedIOException("interrupted"));
        } catch (IOException failed) {
            throw failures.explain(url, proxy, failed);
        }
    }

    int connectionsInUse() {
        return pool.connectionsInUse();
    }

    @Override
    public void close() {
        pool.close();
    }

    /** The client returns a refused CONNECT as if the host had answered; but then there is no TLS session with the host. */
    private static boolean isTheProxysOwn(CloseableHttpResponse response, URI url, HttpClientContext context) {
        return Origin.of(url).scheme().equals("https") ? context.getSSLSession() == null : response.getCode() == PROXY_WANTS_LOGIN;
    }

    /** Tells the proxy name and password unasked, which saves a round trip for each connection. */
    private static HttpClientContext context(@Nullable HttpProxy proxy) {
        HttpClientContext context = HttpClientContext.create();
        if (proxy != null && proxy.login() != null) {
            var basic = new BasicScheme();
            basic.initPreemptive(proxy.login());
            var login = new AuthExchange();
            login.select(basic);
            context.setAuthExchange(proxy.host(), login);
        }
        return context;
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
}
