package dev.weighbridge.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;

import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request and hears what the server says meanwhile: who refuses in the middle of the bytes, because its disk is full by now, answers and hangs up,
 * and that is to look like a refusal and not like a broken connection. For many threads.
 */
final class S3Exchange extends HttpRequestExecutor {

    /** How long a server that was asked whether it wants the bytes may think before they are sent unasked. */
    private static final Timeout THINKS = Timeout.ofSeconds(3);

    private static final Timeout AT_ONCE = Timeout.ofMilliseconds(1);

    /** Listening on a TLS connection takes a millisecond each time. */
    private static final int TLS_EVERY = 4 << 20;

    /** Makes connections that are listened to before each write. */
    static ManagedHttpClientConnectionFactory connections() {
        return ManagedHttpClientConnectionFactory.builder().responseOutOfOrderStrategy(S3Exchange::isAnsweredEarly).build();
    }

    /** Not while the answer to the question, whether the bytes are wanted, may still come. */
    private static boolean isAnsweredEarly(ClassicHttpRequest request, HttpClientConnection connection, InputStream answers, long sent,
            long next) throws IOException {
        if (request.containsHeader(HttpHeaders.EXPECT)) {
            return false;
        }
        return connection.getSSLSession() == null ? answers.available() > 0
                : sent % TLS_EVERY < next && connection.isDataAvailable(AT_ONCE);
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, HttpClientConnection connection,
            @Nullable HttpResponseInformationCallback callback, HttpContext context) throws IOException, HttpException {
        HttpCoreContext known = HttpCoreContext.castOrCreate(context);
        known.setSSLSession(connection.getSSLSession());
        known.setEndpointDetails(connection.getEndpointDetails());
        try {
            connection.sendRequestHeader(request);
            connection.flush();
            ClassicHttpResponse refusal = request.containsHeader(HttpHeaders.EXPECT) ? ask(request, connection) : null;
            ClassicHttpResponse response = refusal == null ? send(request, connection) : refusal;
            connection.receiveResponseEntity(response);
            return response;
        } catch (IOException | HttpException | RuntimeException failed) {
            connection.close(CloseMode.IMMEDIATE);
            throw failed;
        }
    }

    /** @return what the server answered instead of asking for the bytes */
    private static @Nullable ClassicHttpResponse ask(ClassicHttpRequest request, HttpClientConnection connection)
            throws IOException, HttpException {
        if (!connection.isDataAvailable(THINKS)) {
            return null;
        }
        ClassicHttpResponse answer = connection.receiveResponseHeader();
        request.removeHeaders(HttpHeaders.EXPECT);
        return answer.getCode() < 200 ? null : answer;
    }

    private static ClassicHttpResponse send(ClassicHttpRequest request, HttpClientConnection connection) throws IOException, HttpException {
        try {
            connection.sendRequestEntity(request);
            connection.flush();
        } catch (SocketException brokenOff) {
            if (!hasAnswer(connection)) {
                throw brokenOff;
            }
        }
        ClassicHttpResponse response;
        do {
            response = connection.receiveResponseHeader();
        } while (response.getCode() < 200);
        return response;
    }

    private static boolean hasAnswer(HttpClientConnection connection) throws IOException {
        try {
            return connection.isDataAvailable(AT_ONCE);
        } catch (SocketException alsoBroken) {
            return false;
        }
    }

    /** Whether a connection may carry another request: what was refused may not have been sent to its end. */
    static boolean staysOpen(HttpRequest request, HttpResponse response, HttpContext context) {
        return response.getCode() < 300 && DefaultClientConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context);
    }
}
