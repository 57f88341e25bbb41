package dev.weighbridge.net;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.MessageConstraintException;

/** Turns what went wrong on the way to an answer into a sentence. */
final class ConnectionFailures {

    private static final String LATER = " It is tried again later.";

    private final NetSettings settings;

    ConnectionFailures(NetSettings settings) {
        this.settings = settings;
    }

    IngestionException explain(URI url, IOException failed) {
        if (failed instanceof RefusedAddressException refused) {
            return refused.refusal();
        }
        if (isUntrusted(failed)) {
            return new IngestionException(FailureKind.SOURCE_NOT_ALLOWED, "Could not trust " + ShownUrl.of(url)
                    + ": its certificate is expired, made"
                    + " for another name, or signed by nobody this node trusts. Correct it, or add its authority to the JDK's trust store.",
                    failed);
        }
        return new IngestionException(FailureKind.SOURCE_UNAVAILABLE,
                "Could not fetch " + ShownUrl.of(url) + ": " + why(url, failed) + "." + LATER, failed);
    }

    private String why(URI url, IOException failed) {
        if (Thread.currentThread().isInterrupted()) {
            return "the work was interrupted on this node";
        }
        return switch (failed) {
            case UnknownHostException unknown -> "the host name " + url.getHost() + " is unknown here";
            case ConnectTimeoutException slow -> "no connection came about within " + seconds(settings.connectTimeout().toMillis());
            case ConnectionRequestTimeoutException busy ->
                    "all " + settings.connectionsPerHost() + " connections to its host stayed in use";
            case SocketTimeoutException silent -> "the server sent no byte for " + seconds(settings.idleTimeout().toMillis());
            case NoRouteToHostException unreachable -> "there is no route to its host";
            case ConnectException refused -> "its host refused the connection";
            case SSLException tls -> "no TLS session came about (" + tls.getClass().getSimpleName() + ")";
            case MessageConstraintException tooLong -> "the server's answer has too many or too long headers";
            case ClientProtocolException notHttp -> "the server's answer is not valid HTTP";
            default -> "the connection broke before the answer was complete";
        };
    }

    private static String seconds(long millis) {
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
