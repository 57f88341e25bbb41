package dev.weighbridge.source.oci;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

/**
 * A registry on a port of 127.0.0.1 of its own, with manifests and blobs in memory; open to all until {@link #guard} says who may read, and
 * told to misbehave by its other methods. All may be called by any thread at any time.
 */
public final class FakeRegistry implements AutoCloseable {

    private static final Pattern MANIFEST = Pattern.compile("/v2/(.+)/manifests/([^/]+)");

    private static final Pattern BLOB = Pattern.compile("/v2/(.+)/blobs/([^/]+)");

    private static final Pattern TAGS = Pattern.compile("/v2/(.+)/tags/list");

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");

    private final HttpServer server;

    private final Map<String, byte[]> manifests = new ConcurrentHashMap<>();

    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();

    private final List<Request> requests = new CopyOnWriteArrayList<>();

    private final List<Fault> faults = new CopyOnWriteArrayList<>();

    private volatile @Nullable Guard guard;

    private volatile boolean knowsRanges = true;

    private volatile int pageSize = Integer.MAX_VALUE;

    private volatile @Nullable String elsewhere;

    private volatile @Nullable String digestHeader;

    /** A request as it came in. */
    public record Request(String path, String query, @Nullable String authorization, @Nullable String range, @Nullable String accept) {}

    /** An answer instead of the right one, to the first request whose path contains {@code part}. */
    private record Fault(String part, int status, String body, List<String> headers) {}

    /** Decides who may read. */
    public interface Guard {

        /** Answers the request and returns true if it may not go on, or asks for something of the guard's own. */
        boolean answers(HttpExchange exchange) throws IOException;
    }

    private FakeRegistry(HttpServer server) {
        this.server = server;
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    public static FakeRegistry start() {
        try {
            return new FakeRegistry(HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    public String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    public URI url(String path) {
        return URI.create("http://" + authority() + path);
    }

    /** Keeps the blobs, and the manifest under the tag and its digest, which comes back. */
    public String push(String repository, String tag, Artifact artifact) {
        blobs.putAll(artifact.blobs());
        return push(repository, tag, artifact.bytes());
    }

    String push(String repository, String tag, byte[] manifest) {
        manifests.put(repository + " " + tag, manifest);
        manifests.put(repository + " " + Artifact.digest(manifest), manifest);
        return Artifact.digest(manifest);
    }

    /** Lets a tag be gone; its manifest stays under its digest. */
    public void untag(String repository, String tag) {
        manifests.remove(repository + " " + tag);
    }

    /** Gives so many tags in one answer. */
    void pageSize(int tags) {
        pageSize = tags;
    }

    void removeBlobs() {
        blobs.clear();
    }

    /** Serves other bytes under a digest than those that have it. */
    public void falsify(String repository, String tagOrDigest, byte[] bytes) {
        manifests.put(repository + " " + tagOrDigest, bytes);
        blobs.replaceAll((digest, right) -> digest.equals(tagOrDigest) ? bytes : right);
    }

    public void guard(@Nullable Guard by) {
        guard = by;
    }

    void ignoreRanges() {
        knowsRanges = false;
    }

    /** @param start what stands before a digest in the URL to which blobs are redirected, or null for no redirects */
    public void redirectBlobs(@Nullable String start) {
        elsewhere = start;
    }

    void sayDigest(String header) {
        digestHeader = header;
    }

    /** Answers the next request whose path contains {@code part} so. */
    void refuseOnce(String part, int status, String body, String... headers) {
        faults.add(new Fault(part, status, body, List.of(headers)));
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    public List<Request> requests(String part) {
        return requests.stream().filter(request -> request.path().contains(part)).toList();
    }

    static void respond(HttpExchange exchange, int status, byte[] body, String... headers) throws IOException {
        for (int i = 0; i < headers.length; i += 2) {
            exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
        }
        boolean isHead = exchange.getRequestMethod().equals("HEAD");
        if (isHead) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
        }
        exchange.sendResponseHeaders(status, body.length == 0 || isHead ? -1 : body.length);
        if (body.length > 0 && !isHead) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    static byte[] error(String code) {
        return ("{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"s3cret\",\"detail\":null}]}").getBytes(StandardCharsets.UTF_8);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI asked = exchange.getRequestURI();
            requests.add(
                    new Request(asked.getPath(), asked.getRawQuery() == null ? "" : asked.getRawQuery(), header(exchange, "Authorization"),
                            header(exchange, "Range"), header(exchange, "Accept")));
            Guard by = guard;
            if (misbehaves(exchange) || by != null && by.answers(exchange)) {
                return;
            }
            Matcher manifest = MANIFEST.matcher(asked.getPath());
            Matcher blob = BLOB.matcher(asked.getPath());
            Matcher tags = TAGS.matcher(asked.getPath());
            if (tags.matches()) {
                tags(exchange, tags.group(1));
                return;
            }
            if (manifest.matches()) {
                manifest(exchange, manifests.get(manifest.group(1) + " " + manifest.group(2)), manifest.group(1));
            } else if (blob.matches()) {
                blob(exchange, blob.group(2));
            } else {
                respond(exchange, 404, new byte[0]);
            }
        }
    }

    private boolean misbehaves(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Fault fault = faults.stream().filter(waiting -> path.contains(waiting.part())).findFirst().orElse(null);
        if (fault == null || !faults.remove(fault)) {
            return false;
        }
        respond(exchange, fault.status(), fault.body().getBytes(StandardCharsets.UTF_8), fault.headers().toArray(String[]::new));
        return true;
    }

    /** The tags in their order, as many as fit on a page behind {@code last}. */
    private void tags(HttpExchange exchange, String repository) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getRawQuery());
        String last = query.contains("last=") ? query.replaceFirst(".*last=([^&]*).*", "$1") : "";
        List<String> all = manifests.keySet().stream().filter(key -> key.startsWith(repository + " ") && !key.contains(" sha256:"))
                .map(key -> key.substring(repository.length() + 1)).sorted().filter(tag -> tag.compareTo(last) > 0).toList();
        if (all.isEmpty() && last.isEmpty()) {
            respond(exchange, 404, error("NAME_UNKNOWN"));
            return;
        }
        List<String> page = all.subList(0, Math.min(all.size(), pageSize));
        byte[] body = ("{\"name\":\"" + repository + "\",\"tags\":[\"" + String.join("\",\"", page) + "\"]}")
                .getBytes(StandardCharsets.UTF_8);
        if (page.size() == all.size()) {
            respond(exchange, 200, body);
        } else {
            respond(exchange, 200, body, "Link", "</v2/" + repository + "/tags/list?n=1000&last=" + page.getLast() + ">; rel=\"next\"");
        }
    }

    private void manifest(HttpExchange exchange, byte @Nullable [] bytes, String repository) throws IOException {
        if (bytes == null) {
            boolean known = manifests.keySet().stream().anyMatch(key -> key.startsWith(repository + " "));
            respond(exchange, 404, error(known ? "MANIFEST_UNKNOWN" : "NAME_UNKNOWN"));
            return;
        }
        String said = digestHeader;
        respond(exchange, 200, bytes, "Docker-Content-Digest", said == null ? Artifact.digest(bytes) : said);
    }

    private void blob(HttpExchange exchange, String digest) throws IOException {
        byte[] bytes = blobs.get(digest);
        String start = elsewhere;
        if (bytes == null) {
            respond(exchange, 404, error("BLOB_UNKNOWN"));
        } else if (start != null) {
            respond(exchange, 307, new byte[0], "Location", start + digest + "?signature=s3cret");
        } else {
            bytes(exchange, bytes);
        }
    }

    private void bytes(HttpExchange exchange, byte[] bytes) throws IOException {
        String asked = header(exchange, "Range");
        Matcher range = RANGE.matcher(asked == null || !knowsRanges ? "" : asked);
        if (!range.matches()) {
            respond(exchange, 200, bytes, "Content-Type", "application/octet-stream");
            return;
        }
        int from = Integer.parseInt(range.group(1));
        int to = range.group(2).isEmpty() ? bytes.length : Math.min(bytes.length, Integer.parseInt(range.group(2)) + 1);
        if (from >= bytes.length) {
            respond(exchange, 416, new byte[0], "Content-Range", "bytes */" + bytes.length);
        } else {
            respond(exchange, 206, Arrays.copyOfRange(bytes, from, to), "Content-Range",
                    "bytes " + from + "-" + (to - 1) + "/" + bytes.length);
        }
    }

    private static @Nullable String header(HttpExchange exchange, String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }
}
