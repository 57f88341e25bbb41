package dev.weighbridge.source.huggingface;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import dev.weighbridge.source.huggingface.FakeHub.Call;
import dev.weighbridge.source.huggingface.FakeHub.Fault;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a {@link FakeHub} answers to which path. */
final class FakeApi {

    private static final String ID = "(?<id>[^/]+(?:/[^/]+)?)";

    private static final Pattern API = Pattern
            .compile("/api/(?<kind>models|datasets)/" + ID
                    + "/(?<what>revision|tree|refs|paths-info)(?:/(?<revision>[^/]+)(?:/(?<path>.*))?)?");

    private static final Pattern FILE = Pattern.compile("/(?<kind>datasets/)?" + ID + "/resolve/(?<revision>[^/]+)/(?<path>.+)");

    private final FakeHub hub;

    FakeApi(FakeHub hub) {
        this.hub = hub;
    }

    /** A request that was understood. */
    private record Asked(Call call, String id, FakeModel model, String revision, String commit, String path) {}

    void answer(HttpExchange exchange, Call call) throws IOException {
        if (call.path().equals("/api/models")) {
            FakeServer.send(exchange, list(call));
            return;
        }
        if (call.path().startsWith("/api/collections/")) {
            List<String> items = hub.collection(decoded(call.path().substring("/api/collections/".length())));
            FakeServer.send(exchange, items == null ? FakeAnswer.refusal(404, "", "Collection not found")
                    : FakeAnswer.json(Map.of("items", items.stream().map(id -> Map.of("type", "model", "id", id)).toList())));
            return;
        }
        Matcher api = API.matcher(call.path());
        Matcher file = FILE.matcher(call.path());
        if (!api.matches() && !file.matches()) {
            FakeServer.send(exchange, new FakeAnswer(404, Map.of("Content-Type", "text/html"), "<html>404</html>"));
            return;
        }
        Matcher form = api.matches() ? api : file;
        boolean isDataset = form.group("kind") != null && form.group("kind").startsWith("datasets");
        String key = (isDataset ? FakeHub.DATASETS : "") + form.group("id");
        FakeAnswer refusal = refusal(key, call, file.matches());
        if (refusal != null) {
            FakeServer.send(exchange, hub.has(Fault.NO_ERROR_CODES) ? refusal.without("X-Error-Code").without("X-Error-Message") : refusal);
            return;
        }
        String id = decoded(key);
        FakeModel model = hub.model(id);
        if (api.matches() && api.group("what").equals("refs")) {
            FakeServer.send(exchange, hub.has(Fault.NO_REFS) ? FakeAnswer.refusal(404, "", "Not Found") : FakeAnswer.json(model.refs()));
            return;
        }
        String revision = decoded(form.group("revision"));
        String commit = model.commitOf(revision);
        if (commit == null) {
            FakeServer.send(exchange, FakeAnswer.refusal(404, hub.has(Fault.NO_ERROR_CODES) ? "" : "RevisionNotFound",
                    "Invalid rev id: " + revision));
            return;
        }
        var asked = new Asked(call, id, model, revision, commit, form.group("path") == null ? "" : decoded(form.group("path")));
        if (file.matches()) {
            sendFile(exchange, asked);
        } else {
            FakeServer.send(exchange, switch (api.group("what")) {
                case "tree" -> tree(asked);
                case "paths-info" -> pathsInfo(asked, exchange.getRequestBody().readAllBytes());
                default -> details(asked);
            });
        }
    }

    /** The models of an author, as {@code GET /api/models?author=…} gives them, page by page. */
    private FakeAnswer list(Call call) {
        Map<String, String> query = parameters(call.query());
        String token = call.authorization() == null ? null : call.authorization().replaceFirst("^Bearer ", "");
        List<FakeModel> all = hub.modelsOf(query.getOrDefault("author", "")).stream().filter(model -> model.isShownTo(token)).toList();
        int from = Integer.parseInt(query.getOrDefault("cursor", "0"));
        int to = Math.min(all.size(), from + Math.min(hub.pageSize(), Integer.parseInt(query.getOrDefault("limit", "1000"))));
        FakeAnswer page = FakeAnswer.json(all.subList(Math.min(from, to), to).stream()
                .map(model -> Map.of("id", model.id(), "sha", model.newest(), "disabled", model.isDisabled())).toList());
        return to == all.size() ? page
                : page.with("Link", "<" + hub.endpoint() + "/api/models?author=" + query.get("author") + "&limit=" + query.get("limit")
                        + "&cursor=" + to + ">; rel=\"next\"");
    }

    private @Nullable FakeAnswer refusal(String id, Call call, boolean isFile) {
        String token = call.authorization() == null ? null : call.authorization().replaceFirst("^Bearer ", "");
        if (token != null && !hub.isValid(token)) {
            return FakeAnswer.refusal(401, "", "Invalid credentials in Authorization header");
        }
        String renamed = hub.newNameOf(id);
        if (renamed != null) {
            String query = call.query() == null ? "" : "?" + call.query();
            return FakeAnswer.redirect(307, call.path().replaceFirst(Pattern.quote("/" + id + "/"), "/" + renamed + "/") + query);
        }
        FakeModel model = hub.find(id);
        if (model == null || !model.isShownTo(token)) {
            return token == null ? FakeAnswer.refusal(401, "RepoNotFound", "Invalid username or password.")
                    : FakeAnswer.refusal(404, "RepoNotFound", "Repository not found");
        }
        if (token != null && hub.isWeak(token)) {
            return FakeAnswer.refusal(403, "", "Your token has no permission to read repositories; see /settings/tokens?id=secret-id");
        }
        if (model.isDisabled()) {
            return FakeAnswer.refusal(403, "", "Access to this resource is disabled.");
        }
        return isFile && model.isGatedFor(token)
                ? FakeAnswer.refusal(token == null ? 401 : 403, "GatedRepo", "Access to model " + id + " is restricted.") : null;
    }

    private void sendFile(HttpExchange exchange, Asked asked) throws IOException {
        String commit = hub.has(Fault.NEWEST_UNDER_ANY_COMMIT) ? asked.model().newest() : asked.commit();
        FakeFile file = asked.model().files(commit).get(asked.path());
        if (file == null) {
            FakeServer.send(exchange, FakeAnswer.refusal(404, "EntryNotFound", "Entry not found"));
            return;
        }
        Map<String, String> said = new HashMap<>(Map.of("X-Repo-Commit", commit, "Accept-Ranges", "bytes"));
        said.put(file.isLarge() ? "X-Linked-Etag" : "ETag", "\"" + (file.isLarge() ? file.sha256() : file.oid()) + "\"");
        said.putAll(file.isLarge() ? Map.of("X-Linked-Size", "" + file.size(), "X-Xet-Hash", "" + file.sha256()) : Map.of());
        said.keySet().removeIf(name -> hub.has(Fault.NO_ETAG) && name.toLowerCase(java.util.Locale.ROOT).contains("etag")
                || hub.has(Fault.NO_REPO_COMMIT) && name.equals("X-Repo-Commit")
                || hub.has(Fault.RANGES_IGNORED) && name.equals("Accept-Ranges"));
        said.putAll(hub.claims());
        said.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        if (file.isLarge()) {
            FakeServer.send(exchange, FakeAnswer.redirect(302, hub.signedUrl(file, asked.id(), commit, encoded(asked.path()))));
        } else {
            FakeServer.send(exchange, file, hub);
        }
    }

    private static FakeAnswer details(Asked asked) {
        Map<String, Object> json = asked.model().json(asked.id().replaceFirst("^" + FakeHub.DATASETS, ""), asked.commit());
        if ("true".equals(parameters(asked.call().query()).get("securityStatus"))) {
            json.put("securityRepoStatus", asked.model().repoStatus());
        }
        return FakeAnswer.json(json);
    }

    private static FakeAnswer pathsInfo(Asked asked, byte[] body) {
        List<Map<String, Object>> found = new ArrayList<>();
        Map<String, FakeFile> files = asked.model().files(asked.commit());
        JsonMapper.builder().build().readTree(body).path("paths").valueStream().map(JsonNode::stringValue).forEach(path -> {
            FakeFile file = files.get(path);
            if (file != null) {
                found.add(asked.model().pathInfo(path, file));
            }
        });
        return FakeAnswer.json(found);
    }

    private FakeAnswer tree(Asked asked) {
        Map<String, String> query = parameters(asked.call().query());
        boolean recursive = Boolean.parseBoolean(query.get("recursive"));
        List<Map<String, Object>> all = entries(asked, recursive);
        if (all.isEmpty() && !asked.path().isEmpty()) {
            return FakeAnswer.refusal(404, "EntryNotFound", asked.path() + " does not exist on \"" + asked.revision() + "\"");
        }
        int from = Integer.parseInt(query.getOrDefault("cursor", "0=").replace("=", ""));
        int to = Math.min(all.size(), from + hub.pageSize());
        FakeAnswer page = FakeAnswer.json(all.subList(Math.min(from, to), to));
        boolean isLast = to == all.size();
        if (isLast && hub.has(Fault.EMPTY_PAGES_WITHOUT_END)) {
            return page.with("Link", link(asked, recursive, from + hub.pageSize()));
        }
        if (isLast && hub.has(Fault.LINKS_IN_A_CIRCLE)) {
            return page.with("Link", link(asked, recursive, 0));
        }
        return isLast ? page : page.with("Link", link(asked, recursive, to));
    }

    private String link(Asked asked, boolean recursive, int cursor) {
        return "<" + (hub.has(Fault.LINKS_OF_THE_HUB) ? "https://huggingface.co" : hub.endpoint()) + asked.call().path() + "?recursive="
                + recursive + "&expand=false&limit=" + hub.pageSize() + "&cursor=" + encoded(cursor + "==") + ">; rel=\"next\"";
    }

    /** Folders and files in no order that a client could rely on: by path. */
    private static List<Map<String, Object>> entries(Asked asked, boolean recursive) {
        String folder = asked.path().isEmpty() ? "" : asked.path() + "/";
        Map<String, Map<String, Object>> found = new TreeMap<>();
        asked.model().files(asked.commit()).forEach((path, file) -> {
            if (path.startsWith(folder)) {
                for (int slash = path.indexOf('/', folder.length()); slash > 0; slash = recursive ? path.indexOf('/', slash + 1) : -1) {
                    String below = path.substring(0, slash);
                    found.put(below, Map.of("type", "directory", "path", below, "size", 0, "oid", FakeFile.hex("SHA-1", below.getBytes(
                            StandardCharsets.UTF_8))));
                }
                if (recursive || path.indexOf('/', folder.length()) < 0) {
                    found.put(path, file.entry(path));
                }
            }
        });
        return new ArrayList<>(found.values());
    }

    static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : query == null ? new String[0] : query.split("&")) {
            int equals = parameter.indexOf('=');
            parameters.put(parameter.substring(0, equals), decoded(parameter.substring(equals + 1)));
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
