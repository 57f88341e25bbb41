package dev.weighbridge.source.modelscope;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weighbridge.secret.TestSecrets;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * ModelScope's {@code /api/v1} on a loopback socket of its own, as far as models are read by it; like the real one it never shows more than 3,000
 * rows of files. All methods may be called by any thread at any time.
 */
public final class FakeModelScope implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Pattern MODEL = Pattern.compile("/api/v1/models/([^/]+/[^/]+)(/.*)");

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");

    private final HttpServer server;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private final Map<String, FakeRepository> repositories = new ConcurrentHashMap<>();

    private final Map<String, Deque<Fault>> faults = new ConcurrentHashMap<>();

    private final List<Request> requests = new CopyOnWriteArrayList<>();

    private final Set<String> sessions = ConcurrentHashMap.newKeySet();

    private volatile boolean digests = true;

    private volatile boolean commits = true;

    private volatile @Nullable String ref;

    private volatile @Nullable String token;

    private volatile Fault stranger = Fault.envelope(404, 10010200001L, "no access");

    private volatile @Nullable UnaryOperator<String> storage;

    /** A request as it came in. */
    public record Request(String method, String path, Map<String, String> query, @Nullable String cookie, @Nullable String range,
            String body) {}

    private FakeModelScope(HttpServer server) {
        this.server = server;
    }

    /** A hub on a free port of 127.0.0.1, without models. Close it. */
    public static FakeModelScope start() {
        try {
            var hub = new FakeModelScope(HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 200));
            hub.server.createContext("/", hub::answer);
            hub.server.setExecutor(hub.threads);
            hub.server.start();
            return hub;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** {@code http://127.0.0.1:<port>}. */
    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** @param id {@code owner/name}; made with an empty master at the first call */
    public FakeRepository repository(String id) {
        return repositories.computeIfAbsent(id, FakeRepository::new);
    }

    /** Tells no SHA-256 of any file, as for models of the hub's first years. */
    public FakeModelScope tellNoDigests() {
        digests = false;
        return this;
    }

    /** Knows no {@code /commits}. */
    public FakeModelScope tellNoCommits() {
        commits = false;
        return this;
    }

    /** Tells the newest commit of this branch, whichever is asked for. */
    public FakeModelScope tellCommitsOf(String branch) {
        ref = branch;
        return this;
    }

    /** Shows models only to sessions made with this token. */
    public FakeModelScope requireToken(String only) {
        token = only;
        return this;
    }

    /** What strangers are told, and those whose session has ended. */
    public FakeModelScope tellStrangers(Fault fault) {
        stranger = fault;
        return this;
    }

    public void endSessions() {
        sessions.clear();
    }

    /** Redirects from files to where the function says for their paths. */
    public FakeModelScope redirectFiles(UnaryOperator<String> where) {
        storage = where;
        return this;
    }

    /** Answers the next requests whose paths end like this, one by each fault. */
    public void fail(String pathEnd, Fault... next) {
        faults.computeIfAbsent(pathEnd, unknown -> new ConcurrentLinkedDeque<>()).addAll(Arrays.asList(next));
    }

    /** The requests whose paths end like this, in the order they came in. */
    public List<Request> requests(String pathEnd) {
        return requests.stream().filter(request -> request.path().endsWith(pathEnd)).toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            var request = new Request(exchange.getRequestMethod(), path, query(exchange.getRequestURI().getRawQuery()),
                    exchange.getRequestHeaders().getFirst("Cookie"), exchange.getRequestHeaders().getFirst("Range"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            requests.add(request);
            Fault fault = faults.entrySet().stream().filter(entry -> path.endsWith(entry.getKey()) && !entry.getValue().isEmpty())
                    .findFirst()
                    .map(entry -> entry.getValue().poll()).orElse(null);
            (fault == null ? truth(request) : fault).answer(exchange);
        }
    }

    private Fault truth(Request request) {
        if (request.path().equals("/api/v1/login")) {
            return login(request);
        }
        Matcher model = MODEL.matcher(request.path());
        FakeRepository repository = model.matches() ? repositories.get(model.group(1)) : null;
        if (repository == null) {
            return Fault.envelope(404, 10010205001L, "获取模型信息失败，信息：record not found");
        }
        String cookie = request.cookie() == null ? "" : request.cookie();
        if (token != null && !sessions.contains(cookie.replace("m_session_id=", ""))) {
            return stranger;
        }
        return switch (model.group(2)) {
            case "/revisions" ->
                    data(Map.of("RevisionMap", Map.of("Branches", named(repository.branches()), "Tags", named(repository.tags()))));
            case "/commits" -> commits(repository, request.query());
            case "/repo/files" -> files(repository, request.query());
            case "/repo" -> file(repository, request);
            default -> Fault.html(404);
        };
    }

    private Fault login(Request request) {
        if (!request.method().equals("POST") || !JSON.readTree(request.body()).path("AccessToken").asString("").equals(token)) {
            return Fault.envelope(200, 10010101001L,
                    "invalid access token " + JSON.readTree(request.body()).path("AccessToken").asString(""));
        }
        String session = TestSecrets.fresh("a session of ModelScope");
        sessions.add(session);
        return exchange -> {
            exchange.getResponseHeaders().add("Set-Cookie", "csrf_session=1; Path=/");
            exchange.getResponseHeaders().add("Set-Cookie", "m_session_id=" + session + "; Path=/; HttpOnly; Secure");
            data(Map.of("AccessToken", "git-token", "Username", "someone")).answer(exchange);
        };
    }

    private Fault commits(FakeRepository repository, Map<String, String> query) {
        if (!commits) {
            return Fault.html(404);
        }
        String commit = repository.resolve(ref == null ? query.getOrDefault("Ref", "master") : ref);
        return data(Map.of("Commit",
                commit == null || commit.isEmpty() ? List.of() : List.of(Map.of("Id", commit, "ShortId", commit.substring(0, 8)))));
    }

    private Fault files(FakeRepository repository, Map<String, String> query) {
        String commit = repository.resolve(query.getOrDefault("Revision", "master"));
        if (commit == null) {
            return Fault.envelope(404, 10990101004L, "获取模型目录树失败");
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        repository.rows(commit, query.getOrDefault("Root", ""), query.getOrDefault("Recursive", "False").equals("True"))
                .forEach((path, content) -> rows.add(row(path, content)));
        return data(Map.of("Files", rows.subList(0, Math.min(3000, rows.size()))));
    }

    private Map<String, Object> row(String path, FakeRepository.@Nullable Content content) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (content == null) {
            return Map.of("Name", name, "Path", path, "Type", "tree", "Size", 0, "Sha256", "", "IsLFS", false, "Mode", "16384");
        }
        String sha256 = digests ? DigestUtils.sha256Hex(content.bytes()) : "";
        return Map.of("Name", name, "Path", path, "Type", "blob", "Size", content.bytes().length, "Sha256", sha256, "Revision",
                content.commit(), "CommittedDate", content.committed(), "Mode", "33188", "CommitterName", "someone", "InCheck", false);
    }

    private Fault file(FakeRepository repository, Request request) {
        String path = request.query().getOrDefault("FilePath", "");
        FakeRepository.Content content = repository.file(request.query().getOrDefault("Revision", "master"), path);
        UnaryOperator<String> elsewhere = storage;
        if (content == null) {
            return Fault.envelope(404, 10010205001L, "file not found");
        }
        return elsewhere == null ? bytes(content.bytes(), request.range())
                : Fault.body(302, "text/plain", "", "Location", elsewhere.apply(path));
    }

    private static Fault bytes(byte[] all, @Nullable String header) {
        Matcher range = RANGE.matcher(header == null ? "" : header);
        boolean isPart = range.matches();
        int from = isPart ? Integer.parseInt(range.group(1)) : 0;
        if (isPart && from >= all.length) {
            return Fault.emptyBody(416, "Content-Range", "bytes */" + all.length);
        }
        int until = isPart && !range.group(2).isEmpty() ? Math.min(all.length, Integer.parseInt(range.group(2)) + 1) : all.length;
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
            if (isPart) {
                exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (until - 1) + "/" + all.length);
            }
            exchange.sendResponseHeaders(isPart ? 206 : 200, until == from ? -1 : until - from);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(all, from, until - from);
            }
        };
    }

    private static Fault data(Map<String, Object> data) {
        return Fault.body(200, "application/json; charset=utf-8",
                JSON.writeValueAsString(Map.of("Code", 200, "Data", data, "Message", "success", "RequestId", "8c2a8249", "Success", true)));
    }

    private static List<Map<String, Object>> named(Iterable<String> names) {
        List<Map<String, Object>> rows = new ArrayList<>();
        names.forEach(name -> rows.add(Map.of("Revision", name, "CreatedAt", 1_700_000_000L)));
        return rows;
    }

    private static Map<String, String> query(@Nullable String raw) {
        return raw == null ? Map.of()
                : Arrays.stream(raw.split("&")).map(pair -> pair.split("=", 2)).collect(Collectors.toMap(pair -> pair[0],
                        pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }
}
