package dev.weighbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.IngestionState;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.ingestion.Origin;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.request.ModelRequest;
import dev.weighbridge.request.RequestIntake;
import dev.weighbridge.source.http.FaultyHttpServer;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Two revisions of ten files, nine of which are the same, in two folders of a web server that announces their digests. */
class RevisionsTest {

    private static final int FILES = 10;

    private static final int CHANGED = 4;

    private static final int SIZE = SmallPartsNode.PART + 100;

    private final FaultyHttpServer server = FaultyHttpServer.start();

    private final long seed = new Random().nextLong();

    @AfterEach
    void closeServer() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aSecondRevisionMovesOnlyWhatIsNew(TestDatabase database) {
        TestNode node = SmallPartsNode.on(database);
        var imports = new Imports(node);
        publish("/one/", 0);
        publish("/two/", 1);

        Ingestion first = ended(node, imports.run("revisions", url("/one/"), "1.0"));
        Ingestion second = ended(node, imports.run("revisions", url("/two/"), "2.0"));

        assertThat(fetched("/one/")).hasSize(FILES);
        assertThat(fetched("/two/")).containsExactly("/two/weights-" + CHANGED + ".bin");
        assertThat(first.bytesDeduplicated()).isZero();
        assertThat(second.bytesDeduplicated()).isEqualTo((FILES - 1L) * SIZE);
        assertThat(second.bytesFetched()).as("the changed file and the list of digests").isBetween((long) SIZE, SIZE + 2000L);
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void anotherAccountFetchesWhatItCannotReadYet(TestDatabase database) {
        TestNode node = SmallPartsNode.on(database);
        var imports = new Imports(node);
        publish("/one/", 0);
        ended(node, imports.run("mine", url("/one/"), null));
        int before = fetched("/one/").size();

        var request = new ModelRequest(account(node), Origin.API, imports.given("theirs", url("/one/"), null), null, null);
        String uuid = node.bean(RequestIntake.class).accept(request).ingestionUuid();
        Ingestion theirs = ended(node, node.bean(Ingestions.class).awaitEnd(uuid, Imports.LONG));

        assertThat(theirs.bytesDeduplicated()).as("nobody learns what others have").isZero();
        assertThat(fetched("/one/")).hasSize(before + FILES);
    }

    private static Ingestion ended(TestNode node, Ingestion ingestion) {
        assertThat(ingestion.state()).as("%s", ingestion.failure()).isEqualTo(IngestionState.SUCCEEDED);
        return ingestion;
    }

    private static String account(TestNode node) {
        String uuid = ResourceUuid.random();
        node.bean(JdbcTemplate.class).update("""
                insert into account (uuid, name, password_hash, type, create_date, last_op_date)
                values (?, ?, '-', 'NORMAL', current_timestamp, current_timestamp)""", uuid, "other-" + uuid);
        return uuid;
    }

    private String url(String folder) {
        return server.url(folder).toString();
    }

    /** The weights that were asked for, not counting the probes of their first byte. */
    private List<String> fetched(String folder) {
        return server.requests().stream().filter(request -> request.path().startsWith(folder) && request.path().endsWith(".bin")
                && !"bytes=0-0".equals(request.header("Range"))).map(FaultyHttpServer.Request::path).toList();
    }

    private void publish(String folder, int revision) {
        var page = new StringBuilder("<html><head><title>Index of x</title></head><body><pre><a href=\"../\">../</a>\n");
        var sums = new StringBuilder();
        IntStream.range(0, FILES).forEach(number -> {
            byte[] bytes = new byte[SIZE];
            new Random(seed + number + (number == CHANGED ? 1000L * revision : 0)).nextBytes(bytes);
            String name = "weights-" + number + ".bin";
            server.file(folder + name, bytes);
            page.append("<a href=\"%1$s\">%1$s</a>   18-Jul-2024 10:20   %2$d\n".formatted(name, SIZE));
            sums.append(DigestUtils.sha256Hex(bytes)).append("  ").append(name).append('\n');
        });
        page.append("<a href=\"SHA256SUMS\">SHA256SUMS</a>   18-Jul-2024 10:20   %d\n</pre></body></html>\n".formatted(sums.length()));
        server.file(folder, page.toString().getBytes(StandardCharsets.UTF_8));
        server.file(folder + "SHA256SUMS", sums.toString().getBytes(StandardCharsets.UTF_8));
    }
}
