package dev.weighbridge.zstack.sdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Does what ZStack's Java SDK does ({@code ZSClient}, release 5.3), with its weaknesses. */
final class JavaSdk implements Sdk {

    static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

    static final Duration POLL_TIMEOUT = Duration.ofHours(3);

    /** The SDK's own patience of ten seconds with one answer would fail a build that is short of processors. */
    private static final OkHttpClient HTTP = new OkHttpClient.Builder().readTimeout(Duration.ofSeconds(60)).build();

    private final URI node;

    private final JavaRequests requests;

    private final Duration interval;

    private final Duration timeout;

    JavaSdk(URI node, Credentials credentials) {
        this(node, credentials, POLL_INTERVAL, POLL_TIMEOUT);
    }

    JavaSdk(URI node, Credentials credentials, Duration interval, Duration timeout) {
        this.node = node;
        this.requests = new JavaRequests(node, credentials);
        this.interval = interval;
        this.timeout = timeout;
    }

    /** An answer, whole. */
    private record Reply(int status, String body) {

        boolean isSuccessful() {
            return status >= 200 && status < 300;
        }
    }

    /** {@code action.call()}. */
    @Override
    public Outcome call(Api api, Map<String, Object> given) {
        Reply first = first(api, given);
        if (!first.isSuccessful()) {
            return Outcome.failed(SdkError.http(first.status, first.body));
        }
        return first.status == 202 ? poll(api, location(api, first)) : result(api, first);
    }

    /** {@code action.call(Completion)}: what comes back is completed by nothing but a poll. */
    CompletableFuture<Outcome> start(Api api, Map<String, Object> given) {
        var completion = new CompletableFuture<Outcome>();
        Reply first = first(api, given);
        if (first.isSuccessful() && first.status == 202) {
            String location = location(api, first);
            Thread.ofVirtual().start(() -> {
                try {
                    completion.complete(poll(api, location));
                } catch (SdkDied died) {
                    completion.complete(Outcome.failed(new SdkError("sdk.1002", "an internal error happened", died.getMessage())));
                }
            });
        } else if (first.isSuccessful()) {
            result(api, first);
        }
        return completion;
    }

    /** {@code action.call()} with a web hook configured: an immediate result is taken, a 202 waits for the hook. */
    Outcome call(Api api, Map<String, Object> given, JavaHook hook) {
        String job = jobUuid();
        CompletableFuture<Outcome> called = hook.expect(job, api);
        Reply first = send(requests.first(new Given(api, given), job, hook.url()));
        if (!first.isSuccessful()) {
            return Outcome.failed(SdkError.http(first.status, first.body));
        }
        return first.status == 202 ? hook.await(called, timeout) : result(api, first);
    }

    private Reply first(Api api, Map<String, Object> given) {
        return send(requests.first(new Given(api, given), jobUuid(), null));
    }

    private String location(Api api, Reply accepted) {
        if (!api.needsPoll()) {
            throw new SdkDied("[Internal Error] the api[" + api + "] is not an async API but the server returns 201 status code");
        }
        JsonNode location = JsonMapper.shared().readTree(accepted.body).path("location");
        if (!location.isString()) {
            throw new SdkDied("the api[" + api + "] is an async API but the server doesn't return the polling location url");
        }
        String host = node.getHost() + ":" + node.getPort();
        if (location.asString().contains(host)) {
            return location.asString();
        }
        String[] parts = location.asString().split("/zstack/v1/api-jobs");
        if (parts.length < 2) {
            throw new SdkDied("ArrayIndexOutOfBoundsException: Index 1 out of bounds for length 1");
        }
        return "http://" + host + "/zstack/v1/api-jobs" + parts[1];
    }

    private Outcome poll(Api api, String url) {
        try {
            Reply end = Awaitility.await().pollDelay(Duration.ZERO).pollInterval(interval).atMost(timeout)
                    .until(() -> send(requests.poll(url)), reply -> reply.status != 202);
            return end.status == 200 || end.status == 503 ? result(api, end) : Outcome.failed(SdkError.http(end.status, end.body));
        } catch (ConditionTimeoutException tooLate) {
            return Outcome.failed(SdkError.timeout());
        }
    }

    private static Outcome result(Api api, Reply reply) {
        return switch (reply.status) {
            case 200 -> JavaResults.success(api.result(), reply.body);
            case 503 -> JavaResults.failure(reply.body);
            default -> throw new SdkDied("unknown status code: " + reply.status);
        };
    }

    private static String jobUuid() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static Reply send(Request request) {
        try (Response response = HTTP.newCall(request).execute()) {
            return new Reply(response.code(), response.body().string());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
