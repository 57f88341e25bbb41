package dev.weighbridge.zstack.attack;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** A request to an endpoint that is nearly right: one that would do, with something wrong in some places. */
final class DamagedRequest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final List<
            String> PARAMETERS = List.of("q", "q", "q", "limit", "start", "sort", "fields", "count", "replyWithCount", "groupBy",
                    "filterName", "uuids", "uuids.0", "deleteMode", "modelCenterUuids", "systemTags", "state", "name", "latest", "dryRun",
                    "model", "account", "api",
                    "modelCenterUuid", "since", "until", "bulk", "show", "run", "to", "back", "language", "theme", "tokens", "sequences",
                    "job",
                    "outcome", "csrf", "format", "page");

    private static final List<String> QUERIES = List.of("name=a", "size>1", "uuid?=a,b", "name~=%a%", "isLatestVersion=true",
            "createDate>2026-01-01 00:00:00",
            "name is null", "modelCenter.name=a", "modelServices.name=a", "__systemTag__~=AI%", "__userTag__!=a", "recommendedGpuNum=1",
            "name!=a!=b");

    private static final List<
            String> HEADERS = List.of("X-Job-UUID", "X-API-Timeout", "X-Web-Hook", "X-JSON-Schema", "X-Request-Ip", "X-Forwarded-For",
                    "Prefer", "Accept", "Content-Type", "Range", "If-Match", "If-None-Match", "If-Range", "Date", "x-session-id",
                    "Accept-Language", "Forwarded",
                    "X-HTTP-Method-Override", "Origin", "Accept-Encoding", "HX-Request", "X-Forwarded-Host", "X-Forwarded-Prefix",
                    "X-Forwarded-Proto", "X-Webhook-Secret", "Last-Event-ID", "Cookie", "X-CSRF-Token");

    private final String method;

    /** With its query string, encoded. */
    private final String path;

    /** Name, value, … */
    private final List<String> headers;

    private final byte[] body;

    private DamagedRequest(String method, String path, List<String> headers, byte[] body) {
        this.method = method;
        this.path = path;
        this.headers = headers;
        this.body = body;
    }

    /** JSON is YAML, too. */
    private static final List<String> LISTS = List.of("application/x-ndjson", "application/yaml", "text/csv", "text;");

    /** One in four would do as it is; of one in a hundred the path is that of no endpoint. */
    static DamagedRequest of(Endpoint endpoint, String sample, Things things, Nasty nasty) {
        if (nasty.oneIn(4)) {
            return whole(endpoint, sample, things, nasty);
        }
        String path = nasty.oneIn(100) ? "/" + encoded(nasty.text()) : filled(endpoint.path(), things, nasty, 3);
        List<String> headers = type(endpoint, nasty);
        for (int i = nasty.upTo(3); i > 0; i--) {
            headers.addAll(List.of(nasty.pick(HEADERS), headerText(nasty.oneIn(3) ? nasty.pick(things.all()) : nasty.text())));
        }
        String method = nasty.oneIn(50) ? nasty.pick(List.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"))
                : endpoint.method();
        byte[] body = endpoint.takesABody() || nasty.oneIn(30)
                ? cut(damaged(things.in(endpoint, sample, nasty), things.all(), nasty), nasty) : new byte[0];
        return new DamagedRequest(method, path + query(things.all(), nasty), headers, body);
    }

    /** One that would do, unless what it asks for is gone or another's. */
    private static DamagedRequest whole(Endpoint endpoint, String sample, Things things, Nasty nasty) {
        String body = endpoint.takesABody() ? things.in(endpoint, sample, nasty) : "";
        String query = things.in(endpoint, Samples.queryOf(endpoint), nasty);
        return new DamagedRequest(endpoint.method(), filled(endpoint.path(), things, nasty, 0) + query, type(endpoint, nasty),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> type(Endpoint endpoint, Nasty nasty) {
        if (nasty.oneIn(30)) {
            return new ArrayList<>(List.of("Content-Type", "application/x-www-form-urlencoded"));
        }
        if (endpoint.path().equals("/api/v1/hooks/huggingface")) {
            return new ArrayList<>(List.of("Content-Type", endpoint.type(), "X-Webhook-Secret", Targets.SYNC_SECRET));
        }
        String type = switch (endpoint.path()) {
            case "/api/v1/bulk-imports" -> nasty.oneIn(3) ? nasty.pick(LISTS) : "application/x-ndjson";
            case "/console/lists" -> nasty.oneIn(3) ? nasty.pick(LISTS) : endpoint.type();
            default -> endpoint.takesABody() ? endpoint.type() : "";
        };
        return new ArrayList<>(type.isEmpty() ? List.of() : List.of("Content-Type", type));
    }

    HttpRequest to(URI node, Caller caller) {
        var request = HttpRequest.newBuilder(URI.create(node + path)).timeout(Duration.ofSeconds(60)).method(method,
                body.length == 0 ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body));
        Stream.of(headers, caller.headers()).forEach(some -> {
            for (int i = 0; i < some.size(); i += 2) {
                request.header(some.get(i), some.get(i + 1));
            }
        });
        return request.build();
    }

    /** @param nonsense one in how many variables is none of the node's; 0 for none */
    private static String filled(String path, Things things, Nasty nasty, int nonsense) {
        var filled = new StringBuilder();
        String before = "";
        for (String part : path.substring(1).split("/")) {
            boolean variable = part.startsWith("{") || part.equals("**");
            String value = !variable ? part : nonsense > 0 && nasty.oneIn(nonsense) ? encoded(nasty.text())
                    : things.at(before, part, nasty);
            filled.append('/').append(value);
            before = variable ? before : part;
        }
        return filled.toString();
    }

    private static String query(List<String> uuids, Nasty nasty) {
        var query = new StringBuilder();
        for (int i = nasty.upTo(4); i > 0; i--) {
            String value = nasty.oneIn(3) ? nasty.pick(QUERIES) : nasty.oneIn(3) ? nasty.pick(uuids) : nasty.text();
            query.append(query.isEmpty() ? '?' : '&').append(nasty.pick(PARAMETERS)).append('=')
                    .append(nasty.oneIn(40) ? "%C3%28" : encoded(value));
        }
        return query.toString();
    }

    private static String damaged(String sample, List<String> uuids, Nasty nasty) {
        if (!sample.startsWith("{")) {
            return damagedForm(sample, nasty);
        }
        JsonNode tree = JSON.readTree(sample);
        for (int i = nasty.upTo(4); i > 0; i--) {
            damage(tree, uuids, nasty);
        }
        return tree.toString();
    }

    /** Of a form, or of a list in which everything is one field. */
    private static String damagedForm(String sample, Nasty nasty) {
        List<String> fields = new ArrayList<>(List.of(sample.split("&")));
        for (int i = nasty.upTo(4); i > 0; i--) {
            int at = nasty.upTo(fields.size());
            String text = nasty.oneIn(10) ? nasty.text() : encoded(nasty.text());
            switch (nasty.upTo(4)) {
                case 0 -> fields.set(at, text);
                case 1 -> fields.add(nasty.pick(PARAMETERS) + "=" + text);
                default -> fields.set(at, fields.get(at).replaceFirst("=.*", "=") + text);
            }
        }
        return String.join("&", fields);
    }

    private static byte[] cut(String body, Nasty nasty) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        if (nasty.oneIn(20)) {
            bytes = Arrays.copyOf(bytes, nasty.upTo(bytes.length + 3));
        }
        for (int i = nasty.oneIn(15) ? nasty.upTo(5) : 0; i > 0 && bytes.length > 0; i--) {
            bytes[nasty.upTo(bytes.length)] = (byte) nasty.upTo(256);
        }
        return bytes;
    }

    private static void damage(JsonNode tree, List<String> uuids, Nasty nasty) {
        if (tree instanceof ObjectNode object && !object.isEmpty()) {
            String key = nasty.pick(List.copyOf(object.propertyNames()));
            if (object.get(key).isContainer() && !nasty.oneIn(4)) {
                damage(object.get(key), uuids, nasty);
            } else {
                spoil(object, key, uuids, nasty);
            }
        } else if (tree instanceof ArrayNode array) {
            array.add(nasty.text());
        }
    }

    private static void spoil(ObjectNode object, String key, List<String> uuids, Nasty nasty) {
        switch (nasty.upTo(6)) {
            case 0 -> object.remove(key);
            case 1 -> object.putRawValue(key, new RawValue(nasty.json()));
            case 2 -> object.put(key, nasty.pick(uuids));
            case 3 -> object.set(nasty.text(), object.get(key));
            default -> object.put(key, nasty.text());
        }
    }

    /** As a client library lets it through. */
    private static String headerText(String text) {
        String clean = text.replaceAll("[^\\x20-\\x7e]", "?").strip();
        return clean.length() > 3000 ? clean.substring(0, 3000) : clean;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text.length() > 5000 ? text.substring(0, 5000) : text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** For who wants to send it again. */
    @Override
    public String toString() {
        String text = new String(body, StandardCharsets.UTF_8);
        return method + " " + path + " " + headers + " " + (text.length() > 2000 ? text.substring(0, 2000) + "…" : text);
    }
}
