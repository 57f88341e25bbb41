package dev.weighbridge.zstack.sdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Does what ZStack's Go SDK v2 does ({@code ZSHttpClient}), with its weaknesses. */
final class GoSdk implements Sdk {

    static final Duration POLL_INTERVAL = Duration.ofSeconds(2);

    static final int POLLS = 1800;

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI node;

    private final GoRequests requests;

    private final Duration interval;

    GoSdk(URI node, Credentials credentials) {
        this(node, credentials, POLL_INTERVAL);
    }

    GoSdk(URI node, Credentials credentials, Duration interval) {
        this.node = node;
        this.requests = new GoRequests(node, credentials);
        this.interval = interval;
    }

    /** {@code cli.List} or {@code cli.Page} for a Query API, else {@code cli.Post}, {@code cli.Put} or {@code cli.Delete}. */
    @Override
    public Outcome call(Api api, Map<String, Object> given) {
        if (GoRequests.MISSING.contains(api)) {
            throw new SdkDied("the Go SDK has no function for " + api);
        }
        return api.isQuery() ? list(api, given) : act(api, given);
    }

    /** {@code cli.Get}: needs exactly one. */
    Outcome get(Api api, String uuid) {
        HttpResponse<String> response = send(requests.get(api, uuid));
        if (response.statusCode() >= 400) {
            return Outcome.failed(GoResults.error(response.statusCode(), response.body()));
        }
        Map<String, @Nullable Object> value = GoResults.value(api.result(), GoResults.used(GoResults.parsed(response.body())));
        var all = new Outcome(null, value).inventories();
        if (all.size() == 1) {
            return new Outcome(null, Map.of("inventory", all.getFirst()));
        }
        return Outcome.failed(new SdkError(all.isEmpty() ? "NotFoundError" : "DuplicateIdError", "", ""));
    }

    /** {@code cli.ListAll}, whose pages have 50. */
    List<Bean> listAll(Api api, List<String> conditions, int limit) {
        List<Bean> all = new ArrayList<>();
        int start = 0;
        while (start <= all.size()) {
            all.addAll(call(api, "conditions", conditions, "start", start, "limit", limit, "replyWithCount", true).inventories());
            start += limit;
        }
        return all;
    }

    private Outcome list(Api api, Map<String, Object> given) {
        HttpResponse<String> response = send(requests.list(api, given));
        if (response.statusCode() >= 400) {
            return Outcome.failed(accessKeyError(GoResults.error(response.statusCode(), response.body())));
        }
        JsonNode answer = GoResults.used(GoResults.parsed(response.body()));
        Map<String, @Nullable Object> value = new LinkedHashMap<>();
        if (given.containsKey("replyWithCount")) {
            if (!answer.has("total")) {
                throw new SdkDied("the Go SDK found no key 'total' in " + answer);
            }
            value.put("total", answer.get("total").asLong());
        }
        value.putAll(GoResults.value(api.result(), answer));
        return new Outcome(null, value);
    }

    private Outcome act(Api api, Map<String, Object> given) {
        HttpRequest request = requests.of(new Given(api, given));
        HttpResponse<String> response = send(request);
        if (response.statusCode() >= 400) {
            return Outcome.failed(GoResults.error(response.statusCode(), response.body()));
        }
        JsonNode answer = GoResults.used(GoResults.parsed(response.body()));
        return answer.has("location") ? await(api, request, answer.get("location").asString()) : read(api, answer);
    }

    /** Waits wherever an answer has a location, whatever its status; the end is an error unless it is 200. */
    private Outcome await(Api api, HttpRequest first, String location) {
        HttpRequest poll = GoRequests.poll(first, URI.create(atOwnHost(location)));
        try {
            HttpResponse<String> end = Awaitility.await().pollDelay(Duration.ZERO).pollInterval(interval)
                    .atMost(interval.multipliedBy(POLLS)).until(() -> send(poll), response -> response.statusCode() != 202);
            return end.statusCode() == 200 ? read(api, GoResults.parsed(end.body()))
                    : Outcome.failed(GoResults.error(end.statusCode(), end.body()));
        } catch (ConditionTimeoutException tooLate) {
            return Outcome.failed(new SdkError("JobRunning", "", "StatusCode: 202, Job Still Running"));
        }
    }

    /** A call whose function takes no result never looks at it. */
    private static Outcome read(Api api, @Nullable JsonNode answer) {
        return api.result().equals(Result.NOTHING) ? new Outcome(null, Map.of())
                : new Outcome(null, GoResults.value(api.result(), GoResults.used(answer)));
    }

    private String atOwnHost(String location) {
        String host = node.getHost() + ":" + node.getPort();
        String[] parts = location.split("/zstack/v1/api-jobs");
        return location.contains(host) || parts.length < 2 ? location : "http://" + host + "/zstack/v1/api-jobs" + parts[1];
    }

    private static SdkError accessKeyError(SdkError error) {
        return error.details().contains("wrong accessKey signature") || error.details().contains("access key id")
                ? new SdkError("InvalidAccessKeyError", "", error.details())
                : error;
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
