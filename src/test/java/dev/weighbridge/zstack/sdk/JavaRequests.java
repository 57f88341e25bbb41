package dev.weighbridge.zstack.sdk;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The requests of ZStack's Java SDK, made with the HTTP library that it uses too: every field in the envelope, tags as well; those of GET and DELETE
 * in the query; {@code X-Job-UUID} and {@code X-JSON-Schema} whether they are of use or not.
 */
final class JavaRequests {

    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

    private static final List<String> QUERY_PARAMETERS = List.of("limit", "start", "count", "groupBy", "replyWithCount", "filterName");

    private final URI node;

    private final Credentials credentials;

    JavaRequests(URI node, Credentials credentials) {
        this.node = node;
        this.credentials = credentials;
    }

    Request first(Given call, String jobUuid, @Nullable String webHook) {
        var request = new Request.Builder().addHeader("X-Job-UUID", jobUuid).addHeader("X-JSON-Schema", "true");
        if (webHook != null) {
            request.addHeader("X-Web-Hook", webHook);
        }
        if (call.fields().containsKey("requestIp")) {
            request.addHeader("X-Request-Ip", String.valueOf(call.fields().get("requestIp")));
        }
        String path = call.path(value -> value);
        HttpUrl.Builder url = Objects.requireNonNull(HttpUrl.get(node)).newBuilder().addPathSegments("zstack").addPathSegment("v1")
                .addPathSegments(path.substring(1));
        if (call.api().isQuery()) {
            request.url(query(url, call.fields())).get();
        } else {
            Map<String, Object> parameters = new LinkedHashMap<>(call.api().defaults());
            parameters.putAll(call.rest());
            switch (call.api().method()) {
                case "GET" -> request.url(inQuery(url, parameters)).get();
                case "DELETE" -> request.url(inQuery(url, parameters)).delete();
                default -> request.url(url.build()).method(call.api().method(),
                        RequestBody.create(JsonMapper.shared().writeValueAsString(Map.of(call.api().envelope(), parameters)), JSON));
            }
        }
        if (call.api().needsSession()) {
            authorize(request, call.api().method(), path);
        }
        return request.build();
    }

    /** Under an access key the SDK has no session, and says so. */
    Request poll(String url) {
        return new Request.Builder().url(url).addHeader("Authorization", "OAuth " + credentials.session())
                .addHeader("X-JSON-Schema", "true")
                .get().build();
    }

    private void authorize(Request.Builder request, String method, String path) {
        if (credentials.areAccessKey()) {
            credentials.signed(method, "/v1" + path, Credentials.JAVA_DATE).forEach(request::addHeader);
        } else {
            request.addHeader("Authorization", "OAuth " + credentials.session());
        }
    }

    private static HttpUrl query(HttpUrl.Builder url, Map<String, Object> fields) {
        values(fields.getOrDefault("conditions", List.of())).forEach(condition -> url.addQueryParameter("q", condition.toString()));
        QUERY_PARAMETERS.stream().filter(fields::containsKey)
                .forEach(name -> url.addQueryParameter(name, String.valueOf(fields.get(name))));
        if (fields.containsKey("sortBy")) {
            Object direction = fields.get("sortDirection");
            String sign = direction == null ? "" : direction.equals("asc") ? "+" : "-";
            url.addQueryParameter("sort", sign + fields.get("sortBy"));
        }
        if (fields.containsKey("fields")) {
            url.addQueryParameter("fields", String.join(",", values(fields.get("fields")).stream().map(Object::toString).toList()));
        }
        return url.build();
    }

    private static HttpUrl inQuery(HttpUrl.Builder url, Map<String, Object> parameters) {
        parameters.forEach((name, value) -> {
            switch (value) {
                case Collection<?> many -> many.forEach(
                        one -> url.addEncodedQueryParameter(name, URLEncoder.encode(one.toString(), StandardCharsets.UTF_8)));
                case Map<?, ?> map -> map.forEach((key, inside) -> url.addQueryParameter(name + "." + key, inside.toString()));
                default -> url.addQueryParameter(name, value.toString());
            }
        });
        return url.build();
    }

    private static Collection<?> values(@Nullable Object list) {
        return (Collection<?>) Objects.requireNonNull(list);
    }
}
