package dev.weighbridge.net;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.jspecify.annotations.Nullable;

/** Turns what went wrong on the way to an answer into a sentence. */
final class ConnectionFailures {

    private static final String LATER = " It is tried again later.";

    private final NetSettings settings;

    ConnectionFailures(NetSettings settings) {
        this.settings = settings;
    }

    /** @param proxy by which the request went, or null */
    IngestionException explain(URI url, @Nullable HttpProxy proxy, IOException failed) {
        if (failed instanceof RefusedAddressException refused) {
            return refused.refusal();
        }
        if (isUntrusted(failed)) {
            return new IngestionException(FailureKind.SOURCE_NOT_ALLOWED, "Could not trust " + ShownUrl.of(url)
                    + ": its certificate is expired, made"
                    + " for another name, or signed by nobody this node trusts. Correct it, or add its authority to "
                    + TrustedAuthorities.PROPERTY
                    + ".",
                    failed);
        }
        return new IngestionException(FailureKind.SOURCE_UNAVAILABLE,
                "Could not fetch " + ShownUrl.of(url) + ": " + why(url, proxy, failed) + "." + LATER, failed);
    }

    /** What a proxy means when it answers for itself: to CONNECT anything but success, to another request 407. */
    IngestionException refusedBy(HttpProxy proxy, URI url, int status) {
        String start = "Could not fetch " + ShownUrl.of(url) + ": the proxy " + proxy.shown();
        String answer = " (status " + status + ").";
        if (status == 407) {
            String why = proxy.login() == null ? " asks for a name and a password" : " does not accept the name and password of this node";
            return new IngestionException(FailureKind.SOURCE_NOT_ALLOWED,
                    start + why + answer + " Correct them in " + proxy.setting() + ".");
        }
        if (status >= 400 && status < 500 && status != 408 && status != 429) {
            return new IngestionException(FailureKind.SOURCE_NOT_ALLOWED, start + " does not let this node connect to that host" + answer
                    + " Ask who runs the proxy, or name the host in " + ProxyRules.EXCEPT + " if it is reached without.");
        }
        return new IngestionException(FailureKind.SOURCE_UNAVAILABLE, start + " cannot connect to that host now" + answer + LATER);
    }

    private String why(URI url, @Nullable HttpProxy proxy, IOException failed) {
        if (Thread.currentThread().isInterrupted()) {
            return "the work was interrupted on this node";
        }
        String peer = proxy == null ? "its host" : "the proxy " + proxy.shown();
        return switch (failed) {
            case UnknownHostException unknown ->
                    "the host name " + (proxy == null ? url.getHost() : "of " + peer) + " is unknown here";
            case ConnectTimeoutException slow -> "no connection to " + peer + " came about within " + seconds(settings.connectTimeout());
            case ConnectionRequestTimeoutException busy -> "of the " + settings.connectionsPerHost() + " connections to its host and the "
                    + settings.connections() + " of this node none came free within " + seconds(settings.idleTimeout());
            case SocketTimeoutException silent -> (proxy == null ? "the server" : "the server or " + peer) + " sent no byte for "
                    + seconds(settings.idleTimeout());
            case NoRouteToHostException unreachable -> "there is no route to " + peer;
            case ConnectException refused -> peer + " refused the connection";
            case SSLException tls -> "no TLS session came about (" + tls.getClass().getSimpleName() + ")";
            case MessageConstraintException tooLong -> "the server's answer has too many or too long headers";
            case ClientProtocolException notHttp -> "the server's answer is not valid HTTP";
            default -> "the connection broke before the answer was complete";
        };
    }

    private static String seconds(Duration time) {
        long millis = time.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }

    private static boolean isUntrusted(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException || cause instanceof CertPathValidatorException
                    || cause instanceof SSLPeerUnverifiedException) {
                return true;
            }
        }
        return false;
    }

    /** Carries a refusal of the policy through the client, which knows how to clean up after an {@link IOException}. */
    static final class RefusedAddressException extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        private final IngestionException refusal;

        RefusedAddressException(IngestionException refusal) {
            super(refusal.getMessage());
            this.refusal = refusal;
        }

        IngestionException refusal() {
            return refusal;
        }
    }
}
