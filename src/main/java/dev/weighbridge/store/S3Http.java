package dev.weighbridge.store;

import java.io.IOException;
import java.net.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executors;

import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The client that requests without a file's bytes go by: no proxy, no redirect, no retry that {@link S3Calls} does not know of. */
final class S3Http {

    /** Completing an object of many parts may keep the server busy. */
    private static final Duration WHOLE_CALL = Duration.ofMinutes(10);

    private S3Http() {}

    static OkHttpClient client(S3Limits limits) {
        var dispatcher = new Dispatcher(Executors.newCachedThreadPool(Thread.ofPlatform().name("store-calls-", 0).daemon().factory()));
        dispatcher.setMaxRequests(S3Puts.CONNECTIONS);
        dispatcher.setMaxRequestsPerHost(S3Puts.CONNECTIONS);
        return new OkHttpClient.Builder().dispatcher(dispatcher).protocols(List.of(Protocol.HTTP_1_1)).proxy(Proxy.NO_PROXY)
                .retryOnConnectionFailure(false).followRedirects(false).followSslRedirects(false).connectTimeout(limits.connect())
                .readTimeout(limits.silence())
                .writeTimeout(limits.silence()).callTimeout(WHOLE_CALL).addInterceptor(S3Http::refused).build();
    }

    /** A part's checksum as S3 writes it: base64 of four bytes, the highest first. */
    static String checksum(int crc32c) {
        return Base64.getEncoder().encodeToString(ByteBuffer.allocate(Integer.BYTES).putInt(crc32c).array());
    }

    /** Completing an upload may take so long that the server answers 200 first, and with an error then. */
    private static Response refused(Interceptor.Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        if (response.isSuccessful() && !response.request().method().equals("POST")) {
            return response;
        }
        String body = response.peekBody(S3Refusal.LONGEST_BODY).string();
        if (response.isSuccessful() && !body.contains("<Error>")) {
            return response;
        }
        response.close();
        throw S3Refusal.of(response.code(), body, response.header("Date"), signed(chain.request()));
    }

    private static @Nullable String signed(Request request) {
        String header = request.header(S3Signatures.DATE);
        return header == null ? request.url().queryParameter(S3Signatures.DATE) : header;
    }
}
