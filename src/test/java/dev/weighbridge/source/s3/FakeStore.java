package dev.weighbridge.source.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weighbridge.artifact.ModelReference;

/**
 * A server on a loopback socket with one bucket, whose keys and answers may be any: it lists, tells of objects and gives them whole, asks for no
 * signature, and answers otherwise where it is told to.
 */
final class FakeStore implements AutoCloseable {

    static final String BUCKET = "bucket";

    private final HttpServer server;

    private final Map<String, Stored> objects = new TreeMap<>();

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /** @param target the path and query as they came */
    record Request(String method, String target, Map<String, String> headers) {}

    private record Stored(String text, String entry, Map<String, String> headers) {}

    private record Answer(int status, Map<String, String> headers, String body) {

        byte[] bytes() {
            return body.getBytes(StandardCharsets.UTF_8);
        }
    }

    private FakeStore(HttpServer server) {
        this.server = server;
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    static FakeStore start() {
        try {
            return new FakeStore(HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 50));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    ModelReference reference(String key) {
        return ModelReference.of("s3://" + BUCKET + "/" + key, null).at(url());
    }

    /** Keeps an object. */
    FakeStore object(String key, String text, String... headers) {
        return listed(key, text, "", headers);
    }

    /** Keeps an object, of which listings say {@code entry} besides: {@code <StorageClass>GLACIER</StorageClass>}. */
    synchronized FakeStore listed(String key, String text, String entry, String... headers) {
        objects.put(key, new Stored(text, entry, pairs(headers)));
        return this;
    }

    /** Answers requests that begin so, {@code GET /bucket?list-type}, in this way, the longest beginning first; the query's parts are in alphabetical order. */
    FakeStore answer(String start, int status, String body, String... headers) {
        answers.put(start, new Answer(status, pairs(headers), body));
        return this;
    }

    /** As {@link #answer}, with an error as S3 writes it. */
    FakeStore refuse(String start, int status, String code, String... headers) {
        return answer(start, status, "<?xml version=\"1.0\"?>\n<Error><Code>" + code + "</Code><Message>as told</Message></Error>",
                headers);
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    List<Request> requests(String start) {
        return requests.stream().filter(request -> (request.method() + " " + request.target()).startsWith(start)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String query = exchange.getRequestURI().getRawQuery();
            String sorted = query == null ? "" : "?" + List.of(query.split("&")).stream().sorted().collect(Collectors.joining("&"));
            String target = exchange.getRequestURI().getRawPath() + sorted;
            Map<String, String> headers = new LinkedHashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
            requests.add(new Request(exchange.getRequestMethod(), target, headers));
            String line = exchange.getRequestMethod() + " " + target;
            Answer answer = answers.entrySet().stream().filter(told -> line.startsWith(told.getKey()))
                    .max(Comparator.comparingInt(told -> told.getKey().length())).map(Map.Entry::getValue).orElseGet(() -> usual(target));
            send(exchange, answer);
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(answer.bytes().length));
            exchange.sendResponseHeaders(answer.status(), -1);
        } else {
            exchange.sendResponseHeaders(answer.status(), answer.body().isEmpty() ? -1 : answer.bytes().length);
            exchange.getResponseBody().write(answer.bytes());
        }
    }

    private synchronized Answer usual(String target) {
        if (target.startsWith("/" + BUCKET + "?location")) {
            return xml("<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"/>");
        }
        if (target.startsWith("/" + BUCKET + "?")) {
            String prefix = target.replaceFirst(".*[?&]prefix=([^&]*).*", "$1");
            return xml(page(URLDecoder.decode(prefix, StandardCharsets.UTF_8)));
        }
        Stored stored = objects
                .get(URLDecoder.decode(target.substring(target.indexOf('/', 1) + 1).replace("+", "%2B"), StandardCharsets.UTF_8));
        if (stored == null) {
            return new Answer(404, Map.of(), "<Error><Code>NoSuchKey</Code></Error>");
        }
        Map<String, String> headers = new LinkedHashMap<>(Map.of("ETag", etag(stored), "Last-Modified", "Thu, 18 Jul 2024 10:20:00 GMT"));
        headers.putAll(stored.headers());
        return new Answer(200, headers, stored.text());
    }

    private String page(String prefix) {
        var xml = new StringBuilder(
                "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>" + BUCKET + "</Name><Prefix>"
                        + encoded(prefix) + "</Prefix><EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>");
        objects.forEach((key, stored) -> {
            if (key.startsWith(prefix)) {
                xml.append("<Contents><Key>" + encoded(key) + "</Key><LastModified>2024-07-18T10:20:00.000Z</LastModified><ETag>"
                        + etag(stored).replace("\"", "&quot;") + "</ETag><Size>" + stored.text().length() + "</Size>" + stored.entry()
                        + "</Contents>");
            }
        });
        return xml.append("</ListBucketResult>").toString();
    }

    private static String encoded(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8);
    }

    private static String etag(Stored stored) {
        return stored.headers().getOrDefault("ETag", "\"version" + stored.text().length() + "\"");
    }

    private static Answer xml(String text) {
        return new Answer(200, Map.of("Content-Type", "application/xml"), text);
    }

    private static Map<String, String> pairs(String... namesAndValues) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            pairs.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return pairs;
    }
}
