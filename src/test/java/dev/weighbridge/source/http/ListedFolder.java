package dev.weighbridge.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.net.OutboundClient;
import dev.weighbridge.net.TestOutbound;
import dev.weighbridge.source.Listing;
import dev.weighbridge.source.SourceAccess;

/** A folder on a server of its own, and a client that lists it. Close it. */
final class ListedFolder implements AutoCloseable {

    static final String FOLDER = "/models/tiny/";

    /** What coreutils print for the six bytes "hello\n". */
    static final String HELLO_SHA256 = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";

    /** What coreutils print for no bytes. */
    static final String EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private final FaultyHttpServer server = FaultyHttpServer.start();

    private final OutboundClient client = TestOutbound.client(Duration.ofSeconds(20), "127.0.0.1");

    @Override
    public void close() {
        client.close();
        server.close();
    }

    FaultyHttpServer server() {
        return server;
    }

    HttpSource source(int maxFiles) {
        return new HttpSource(client, new HttpSettings(maxFiles), Clock.systemUTC());
    }

    int connectionsInUse() {
        return client.connectionsInUse();
    }

    ModelReference reference(String path) {
        return new ModelReference("http", server.url(path).toString());
    }

    FaultyFile page(String path, String text) {
        return server.file(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A page that tells no sizes, as Python's. */
    FaultyFile links(String path, String... hrefs) {
        return page(path, Stream.of(hrefs).map(href -> "<li><a href=\"" + href + "\">x</a></li>\n")
                .collect(Collectors.joining("", "<html><title>Directory listing for x</title><ul>\n", "</ul></html>\n")));
    }

    FaultyFile nginx(String path, String... lines) {
        return page(path, "<html><head><title>Index of x</title></head><body><pre><a href=\"../\">../</a>\r\n" + String.join("", lines)
                + "</pre><hr></body>\r\n</html>\r\n");
    }

    /** A line as nginx writes it. */
    static String line(String href, Object size) {
        return "<a href=\"" + href + "\">" + href + "</a>       18-Jul-2024 10:20       " + size + "\r\n";
    }

    /** @param path below {@link #FOLDER} */
    void file(String path, String content) {
        server.file(FOLDER + path, content.getBytes(StandardCharsets.UTF_8));
    }

    Listing list() {
        return source(100_000).list(reference(FOLDER), SourceAccess.ANONYMOUS);
    }

    List<String> paths() {
        return list().files().stream().map(SourceFile::path).toList();
    }

    /** Why the folder cannot be listed; no connection is left open. */
    IngestionException refusal() {
        IngestionException failed = refusal(this::list);
        assertThat(client.connectionsInUse()).isZero();
        return failed;
    }

    static IngestionException refusal(Callable<?> work) {
        List<IngestionException> caught = new ArrayList<>();
        assertThatExceptionOfType(IngestionException.class).isThrownBy(work::call).satisfies(caught::add)
                .satisfies(failed -> assertThat(failed.getMessage()).startsWith("Could not ").contains(": ").endsWith("."));
        return caught.getFirst();
    }
}
