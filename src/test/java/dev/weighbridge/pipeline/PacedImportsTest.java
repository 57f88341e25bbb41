package dev.weighbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.IngestionState;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Imports that may take so many bytes a second. How fast they are at best can be told on any machine, how slow cannot. */
class PacedImportsTest {

    private static final int MEGABYTE = 1 << 20;

    private final TestNode node = TestNode.start(TestDatabase.H2);

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void twoOfOneCentreShareItsPaceAndEachByteArrives() throws IOException {
        Imports paced = new Imports(node, Imports.center(node, node.models().toString(), "{\"bandwidth\":\"1MB\"}"));
        List<byte[]> contents = List.of(content("a", 1), content("b", 2));

        List<String> both = Stream.of("a", "b").map(name -> paced.request(name, name, null)).toList();
        List<Ingestion> ended = both.stream().map(uuid -> node.bean(Ingestions.class).awaitEnd(uuid, Imports.LONG)).toList();

        assertThat(ended).allSatisfy(one -> assertThat(one.state()).as("%s", one.failure()).isEqualTo(IngestionState.SUCCEEDED));
        assertThat(Duration.between(ended.getFirst().createdAt(), lastEnd())).as("4 MiB, of which the first second's come at once")
                .isGreaterThan(Duration.ofSeconds(3));
        assertThat(node.bean(JdbcTemplate.class).queryForList("select artifact_checksum from model order by name", String.class))
                .containsExactlyElementsOf(contents.stream().map(DigestUtils::sha256Hex).toList());
    }

    @Test
    void aSecondWorkerHalvesTheShareOfTheFirst() throws IOException {
        node.bean(JdbcTemplate.class).update("""
                insert into node (name, address, version, roles, draining, started_at, heartbeat_at)
                values ('another', 'http://127.0.0.1:1', '1', 'worker', false, current_timestamp, dateadd(hour, 1, current_timestamp)),
                    ('without work', 'http://127.0.0.1:2', '1', 'api', false, current_timestamp, dateadd(hour, 1, current_timestamp))""");
        content("a", 1);

        Ingestion ended = ended(requested("a", "{\"weighbridge\":{\"bandwidth\":\"512KB\"}}"));

        assertThat(Duration.between(ended.createdAt(), ended.endedAt())).as("twice 2 MiB, but for a second's")
                .isGreaterThan(Duration.ofSeconds(7));
    }

    @Test
    void whatCrawlsStopsSoonWhenItIsCancelled() throws IOException {
        content("a", 1);
        String crawling = requested("a", "{\"weighbridge\":{\"bandwidth\":\"16KB\"}}");
        await().atMost(Imports.LONG).until(() -> "transfer".equals(node.bean(Ingestions.class).find(crawling).orElseThrow().step()));

        node.bean(Ingestions.class).cancel(crawling);

        assertThat(node.bean(Ingestions.class).awaitEnd(crawling, Duration.ofSeconds(20)).state()).isEqualTo(IngestionState.CANCELLED);
    }

    @Test
    void aPaceThatCannotBeReadIsRefusedAtOnce() {
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> requested("a", "{\"weighbridge\":{\"bandwidth\":\"fast\"}}"))
                .satisfies(refused -> assertThat(refused.kind()).isEqualTo(FailureKind.INVALID_REQUEST))
                .withMessageContaining("'bandwidth' cannot be read");
    }

    private byte[] content(String name, int seed) throws IOException {
        return Files.readAllBytes(Imports.file(node.models().resolve(name), 2 * MEGABYTE, seed));
    }

    private String requested(String name, String parameters) {
        return new Imports(node).requestWith(parameters, name, name);
    }

    private Ingestion ended(String uuid) {
        Ingestion ended = node.bean(Ingestions.class).awaitEnd(uuid, Imports.LONG);
        assertThat(ended.state()).as("%s", ended.failure()).isEqualTo(IngestionState.SUCCEEDED);
        return ended;
    }

    private Instant lastEnd() {
        return Objects
                .requireNonNull(node.bean(JdbcTemplate.class).queryForObject("select max(ended_at) from ingestion", OffsetDateTime.class))
                .toInstant();
    }
}
