package dev.weighbridge.source.huggingface;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import org.jspecify.annotations.Nullable;

/**
 * A hub on a loopback port, with a second server under another host name ({@code localhost}) that holds the large files behind signed URLs. It behaves as the Hugging
 * Face Hub's documentation and own client say, and misbehaves as mirrors do when told to. For any thread; close it.
 */
public final class FakeHub implements AutoCloseable {

    static final String DATASETS = "datasets/";

    private final Map<String, FakeModel> models = new ConcurrentHashMap<>();

    private final Map<String, String> renamed = new ConcurrentHashMap<>();

    private final Map<String, List<String>> collections = new ConcurrentHashMap<>();

    private final Set<String> tokens = ConcurrentHashMap.newKeySet();

    private final Set<String> weakTokens = ConcurrentHashMap.newKeySet();

    private final Set<Fault> faults = ConcurrentHashMap.newKeySet();

    private final Map<String, String> headers = new ConcurrentHashMap<>();

    private final Queue<Refusal> refusals = new ConcurrentLinkedQueue<>();

    private final AtomicInteger expired = new AtomicInteger();

    private final FakeApi api = new FakeApi(this);

    private final FakeServer cdn = new FakeServer(this::answerAtTheCdn);

    private final FakeServer server = new FakeServer(this::answer);

    private volatile int pageSize = 1000;

    private volatile long largestAnswer = Long.MAX_VALUE;

    /** What it does otherwise than the hub. */
    public enum Fault {
        NO_REPO_COMMIT, NO_ETAG, NO_LENGTH, RANGES_IGNORED, NO_ERROR_CODES, NO_REFS, LINKS_OF_THE_HUB, LINKS_IN_A_CIRCLE,
        EMPTY_PAGES_WITHOUT_END,
        NEWEST_UNDER_ANY_COMMIT
    }

    /** A request as it came in: its path and query as they were encoded. */
    public record Call(String path, @Nullable String query, @Nullable String authorization, @Nullable String range) {}

    private record Refusal(String start, FakeAnswer answer) {}

    private FakeHub() {}

    public static FakeHub start() {
        return new FakeHub();
    }

    /** {@code http://127.0.0.1:<port>}. */
    public String endpoint() {
        return "http://127.0.0.1:" + server.port();
    }

    /** The model of this name, which is made if there is none. */
    public FakeModel model(String id) {
        return models.computeIfAbsent(id, FakeModel::new);
    }

    /** The dataset of this name, which is made if there is none. It may be called like a model. */
    public FakeModel dataset(String id) {
        return model(DATASETS + id);
    }

    /** Takes a model away. */
    public void remove(String id) {
        models.remove(id);
    }

    /** A collection of this slug, {@code org/title-0123}, of these models. */
    public FakeHub collect(String slug, String... ids) {
        collections.put(slug, List.of(ids));
        return this;
    }

    @Nullable
    List<String> collection(String slug) {
        return collections.get(slug);
    }

    /** Those whose names begin so, in the order of their names. */
    List<FakeModel> modelsOf(String author) {
        return models.entrySet().stream().filter(model -> model.getKey().startsWith(author + "/")).sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue).toList();
    }

    /** From now on the model has another name, and the old one leads there. */
    public void rename(String id, String other) {
        FakeModel model = models.remove(id);
        if (model == null) {
            throw new IllegalArgumentException("there is no " + id);
        }
        models.put(other, model);
        renamed.put(id, other);
    }

    /** Makes a token valid. */
    public FakeHub token(String token) {
        tokens.add(token);
        return this;
    }

    /** Makes a token valid that may read no repository. */
    public FakeHub tokenWithoutPermissions(String token) {
        weakTokens.add(token);
        return token(token);
    }

    public FakeHub fault(Fault... some) {
        faults.addAll(some.length == 0 ? EnumSet.noneOf(Fault.class) : Arrays.asList(some));
        return this;
    }

    public void recover() {
        faults.clear();
        headers.clear();
        refusals.clear();
        expired.set(0);
    }

    /** Says this with every file, whatever is true. */
    public FakeHub claim(String header, String value) {
        headers.put(header, value);
        return this;
    }

    /** Answers the next request whose path begins so by a body, and by headers that are names and values in turn. */
    public FakeHub answerNext(String start, int status, String body, String... more) {
        var answer = new FakeAnswer(status, Map.of(), body);
        for (int i = 0; i < more.length; i += 2) {
            answer = answer.with(more[i], more[i + 1]);
        }
        refusals.add(new Refusal(start, answer));
        return this;
    }

    /** Lets the signatures of so many of the next requests to the second server be expired. */
    public FakeHub expire(int signatures) {
        expired.set(signatures);
        return this;
    }

    public FakeHub pageSize(int entries) {
        pageSize = entries;
        return this;
    }

    /** Refuses more bytes than that in one answer. */
    public FakeHub largestAnswer(long bytes) {
        largestAnswer = bytes;
        return this;
    }

    /** What the hub itself was asked, in order. */
    public List<Call> calls() {
        return server.calls();
    }

    /** What the second server was asked, in order. */
    public List<Call> cdnCalls() {
        return cdn.calls();
    }

    @Override
    public void close() {
        server.close();
        cdn.close();
    }

    boolean has(Fault fault) {
        return faults.contains(fault);
    }

    int pageSize() {
        return pageSize;
    }

    long largestAnswer() {
        return largestAnswer;
    }

    Map<String, String> claims() {
        return headers;
    }

    @Nullable
    FakeModel find(String id) {
        return models.get(id);
    }

    @Nullable
    String newNameOf(String id) {
        return renamed.get(id);
    }

    boolean isValid(String token) {
        return tokens.contains(token);
    }

    boolean isWeak(String token) {
        return weakTokens.contains(token);
    }

    /** Where a large file's bytes are, for a while. */
    String signedUrl(FakeFile file, String id, String commit, String path) {
        return "http://localhost:" + cdn.port() + "/" + file.sha256() + "?model=" + id + "&commit=" + commit + "&path=" + path
                + "&X-Signature=sig-secret";
    }

    private void answer(HttpExchange exchange, Call call) throws IOException {
        exchange.getResponseHeaders().set("X-Request-Id", "Root=1-fake-" + server.calls().size());
        Refusal refusal = refusals.stream().filter(next -> call.path().startsWith(next.start())).findFirst().orElse(null);
        if (refusal != null) {
            refusals.remove(refusal);
            FakeServer.send(exchange, refusal.answer());
            return;
        }
        api.answer(exchange, call);
    }

    private void answerAtTheCdn(HttpExchange exchange, Call call) throws IOException {
        if (expired.getAndUpdate(count -> Math.max(0, count - 1)) > 0) {
            FakeServer.send(exchange, new FakeAnswer(403, Map.of("Content-Type", "application/xml"),
                    "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>"));
            return;
        }
        Map<String, String> query = FakeApi.parameters(call.query());
        FakeModel model = models.get(query.getOrDefault("model", ""));
        FakeFile file = model == null ? null : model.files(query.getOrDefault("commit", "")).get(query.getOrDefault("path", ""));
        if (file == null) {
            FakeServer.send(exchange, new FakeAnswer(404, Map.of(), "<Error><Code>NoSuchKey</Code></Error>"));
            return;
        }
        exchange.getResponseHeaders().set("ETag", "\"cdn-" + file.sha256() + "\"");
        FakeServer.send(exchange, file, this);
    }
}
