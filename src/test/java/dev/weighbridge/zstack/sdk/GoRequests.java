package dev.weighbridge.zstack.sdk;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The requests of ZStack's Go SDK v2: no job header at all, the session twice, tags beside the envelope, {@code /actions} after the uuid of a PUT,
 * {@code ?deleteMode=} after every DELETE, query parameters in the order of their names.
 */
final class GoRequests {

    static final String USER_AGENT = "zstack-sdk-go/202206";

    /** What its releases have no function for, or one that asks for another path: their own loss. */
    static final Set<Api> MISSING = Set.of(Api.DELETE_MODELS, Api.DELETE_DATASETS, Api.CLONE_MODEL_SERVICE, Api.DEPLOY_MODEL_SERVICE,
            Api.BIND_MODEL_TO_SERVICE, Api.UNBIND_MODEL_FROM_SERVICE, Api.GET_MODEL_CENTER_SERVICES, Api.GET_ACCOUNT_QUOTA_USAGE,
            Api.ATTACH_TAG_TO_RESOURCES, Api.DETACH_TAG_FROM_RESOURCES);

    private static final List<String> QUERY_PARAMETERS = List.of("limit", "start", "count", "groupBy", "replyWithCount", "filterName");

    private final URI node;

    private final Credentials credentials;

    GoRequests(URI node, Credentials credentials) {
        this.node = node;
        this.credentials = credentials;
    }

    /** The list of a Query API. */
    HttpRequest list(Api api, Map<String, Object> fields) {
        String query = encoded(query(fields));
        return request("GET", api.path(), query.isEmpty() ? "" : "?" + query, "", true);
    }

    /** One resource of a Query API. */
    HttpRequest get(Api api, String uuid) {
        return request("GET", api.path() + "/" + uuid, "", "", true);
    }

    HttpRequest of(Given call) {
        Api api = call.api();
        String path = call.path(value -> value);
        return switch (api.method()) {
            case "DELETE" -> request("DELETE", path, "?deleteMode=" + call.rest().getOrDefault("deleteMode", ""), "", api.needsSession());
            case "PUT" -> request("PUT", putPath(call, path), "", body(api, call.rest()), api.needsSession());
            case "POST" -> request("POST", path, "", body(api, call.rest()), api.needsSession());
            default -> request("GET", path, "", "", api.needsSession());
        };
    }

    /** A poll has the very headers of the request that started the job, its signature and its date too. */
    static HttpRequest poll(HttpRequest first, URI location) {
        return HttpRequest.newBuilder(first, (name, value) -> true).uri(location).GET().build();
    }

    private static String putPath(Given call, String path) {
        if (call.api() == Api.UPDATE_USER) {
            return "/accounts/users/" + call.fields().get("uuid") + "/actions";
        }
        return call.api().path().endsWith("{uuid}") ? path + "/actions" : path;
    }

    private HttpRequest request(String method, String path, String query, String body, boolean withCredentials) {
        var request = HttpRequest.newBuilder(URI.create(node + "/zstack/v1" + path + query))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("User-Agent", USER_AGENT).header("Accept", "*/*").header("Accept-Encoding", "*")
                .header("Content-Type", "application/json; charset=utf-8");
        if (withCredentials) {
            headers(method, path).forEach(request::header);
        }
        return request.build();
    }

    private Map<String, String> headers(String method, String path) {
        String session = String.valueOf(credentials.session());
        return credentials.areAccessKey()
                ? credentials.signed(method, "/v1" + path, Credentials.GO_DATE)
                : Map.of("Authorization", "OAuth " + session, "x-session-id", session);
    }

    private static String body(Api api, Map<String, Object> fields) {
        Map<String, @Nullable Object> inside = new LinkedHashMap<>();
        if (api == Api.LOG_IN_BY_ACCOUNT) {
            List.of("accountType", "captchaUuid", "verifyCode").forEach(unset -> inside.put(unset, ""));
            inside.put("clientInfo", null);
        }
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        fields.forEach((name, value) -> (Set.of("systemTags", "userTags", "requestIp").contains(name) ? body : inside).put(name, value));
        body.put(api.envelope(), inside);
        return JsonMapper.shared().writeValueAsString(body);
    }

    private static Map<String, List<String>> query(Map<String, Object> fields) {
        Map<String, List<String>> query = new TreeMap<>();
        if (fields.containsKey("conditions")) {
            query.put("q", texts(fields.get("conditions")));
        }
        QUERY_PARAMETERS.stream().filter(fields::containsKey).forEach(name -> query.put(name, List.of(String.valueOf(fields.get(name)))));
        if (fields.containsKey("sortBy")) {
            query.put("sort", List.of(("desc".equals(fields.get("sortDirection")) ? "-" : "+") + fields.get("sortBy")));
        }
        if (fields.containsKey("fields")) {
            query.put("fields", List.of(String.join(",", texts(fields.get("fields")))));
        }
        return query;
    }

    private static String encoded(Map<String, List<String>> query) {
        return String.join("&", query.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(value -> entry.getKey() + "=" + escaped(value))).toList());
    }

    /** Go's {@code url.QueryEscape}, which differs from Java's in two characters. */
    private static String escaped(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("%7E", "~").replace("*", "%2A");
    }

    private static List<String> texts(@Nullable Object list) {
        return ((Collection<?>) Objects.requireNonNull(list)).stream().map(Object::toString).toList();
    }
}
