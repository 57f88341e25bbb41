package dev.weighbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.collector.Sweeps;
import dev.weighbridge.ingestion.Failure;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.IngestionState;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.source.http.FaultyFile;
import dev.weighbridge.source.http.FaultyHttpServer;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a web server may do to an import. At the end there is the whole model, or none and a sentence; never a half, and no orphan after a sweep. */
class MisbehavingServerTest {

    private static final int SIZE = 20 * SmallPartsNode.PART + 77;

    /** Bytes per second: a part takes long beside its checkpoint, also on a busy machine. */
    private static final long SLOW = 400_000;

    private final TestNode node = SmallPartsNode.on(TestDatabase.H2);

    private final Imports imports = new Imports(node);

    private final FaultyHttpServer server = FaultyHttpServer.start();

    private final byte[] bytes = bytes(1);

    private final FaultyFile file = server.file("/model.bin", bytes);

    @AfterEach
    void closeServer() {
        server.close();
    }

    static Stream<Arguments> endsWell() {
        return Stream.of(Arguments.of("hangs up at several offsets", fault(file -> file.hangUpAfter(1, 70_000, 3, 200_000, 65_536))),
                Arguments.of("ignores ranges", fault(FaultyFile::ignoreRanges)),
                Arguments.of("ignores ranges and hangs up", fault(file -> file.ignoreRanges().hangUpAfter(300_000))),
                Arguments.of("sends chunks without a length", fault(FaultyFile::chunked)),
                Arguments.of("answers 500 and then well", fault(file -> file.refuse(500, 1))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void endsWell(String fault, Consumer<FaultyFile> set) {
        set.accept(file);

        Ingestion ended = imports.run("m", server.url("/model.bin").toString(), null);

        assertThat(ended.state()).as("%s", ended.failure()).isEqualTo(IngestionState.SUCCEEDED);
        assertThat(node.bean(Inventory.class).find(ended.modelUuid()).orElseThrow().getArtifactChecksum())
                .isEqualTo(DigestUtils.sha256Hex(bytes));
    }

    static Stream<Arguments> failsForGood() {
        return Stream.of(Arguments.of(fault(file -> file.refuseAlways(404)), FailureKind.SOURCE_NOT_FOUND),
                Arguments.of(fault(file -> file.refuseAlways(403)), FailureKind.SOURCE_DENIED),
                Arguments.of(fault(file -> file.redirectTo("http://10.1.2.3/model.bin")), FailureKind.SOURCE_NOT_ALLOWED),
                Arguments.of(fault(file -> file.redirectTo("http://169.254.169.254/latest")), FailureKind.SOURCE_NOT_ALLOWED));
    }

    @ParameterizedTest
    @MethodSource
    void failsForGood(Consumer<FaultyFile> set, FailureKind kind) throws Exception {
        set.accept(file);

        Ingestion ended = imports.run("m", server.url("/model.bin").toString(), null);

        assertFailedWithoutATrace(ended, kind);
    }

    @Test
    void failsWhenTheDigestBesideTheFileDoesNotAgreeTwice() throws Exception {
        server.file("/model.bin.sha256", ("0".repeat(64) + "  model.bin\n").getBytes(StandardCharsets.US_ASCII));

        Ingestion ended = imports.run("m", server.url("/model.bin").toString(), null);

        assertFailedWithoutATrace(ended, FailureKind.DIGEST_MISMATCH);
        assertThat(file.bytesServed()).as("fetched twice").isBetween(2L * SIZE, 2L * SIZE + 1000);
    }

    @Test
    void putsRightWhatCameDamagedByASecondFetch() {
        byte[] other = announced(11);
        file.damage(2 * SmallPartsNode.PART + 5, 1).damage(SIZE - 1, 1);

        Ingestion ended = imports.run("m", server.url("/model.bin").toString(), null);

        assertThat(ended.state()).as("%s", ended.failure()).isEqualTo(IngestionState.SUCCEEDED);
        assertThat(node.bean(Inventory.class).find(ended.modelUuid()).orElseThrow().getArtifactChecksum())
                .isEqualTo(DigestUtils.sha256Hex(other));
        assertThat(storedBytes(ended)).isEqualTo(other);
        assertThat(file.bytesServed()).as("fetched twice").isBetween(2L * SIZE, 2L * SIZE + 1000);
    }

    @Test
    void namesThePartsThatComeDamagedEachTime() throws Exception {
        byte[] other = announced(12);
        file.damage(2 * SmallPartsNode.PART + 5, 2).damage(SIZE - 1, 2);

        Ingestion ended = imports.run("m", server.url("/model.bin").toString(), null);

        assertFailedWithoutATrace(ended, FailureKind.DIGEST_MISMATCH);
        assertThat(Objects.requireNonNull(ended.failure()).message()).contains(DigestUtils.sha256Hex(other))
                .contains("its 21 parts of 65536 bytes the two fetches differ in 2 (parts 3, 21)");
    }

    @Test
    void opensMoreConnectionsToASlowServerAndFetchesEachByteOnce() {
        byte[] longer = new byte[2 * SIZE];
        new Random(3).nextBytes(longer);
        file.content(longer).bytesPerSecond(SLOW).header("Accept-Ranges", "bytes");

        Ingestion ended = imports.run("m", server.url("/model.bin").toString(), null);

        assertThat(ended.state()).as("%s", ended.failure()).isEqualTo(IngestionState.SUCCEEDED);
        assertThat(storedBytes(ended)).isEqualTo(longer);
        assertThat(file.mostAtOnce()).as("connections at once").isBetween(2, 4);
        long dropped = file.bytesServed() - longer.length;
        assertThat(dropped).as("what was on its way when the first connection was left").isLessThan(longer.length / 3);
    }

    @Test
    void readsByOneConnectionWhatIgnoresRangesInTheMiddle() {
        byte[] longer = new byte[2 * SIZE];
        new Random(4).nextBytes(longer);
        file.content(longer).bytesPerSecond(SLOW).header("Accept-Ranges", "bytes").ignoreRanges();

        Ingestion ended = imports.run("m", server.url("/model.bin").toString(), null);

        assertThat(ended.state()).as("%s", ended.failure()).isEqualTo(IngestionState.SUCCEEDED);
        assertThat(storedBytes(ended)).isEqualTo(longer);
    }

    @Test
    void readsByOneConnectionWhatBearsNoSecond() {
        byte[] longer = new byte[2 * SIZE];
        new Random(5).nextBytes(longer);
        file.content(longer).bytesPerSecond(SLOW).header("Accept-Ranges", "bytes").bearAtOnce(1);

        Ingestion ended = imports.run("m", server.url("/model.bin").toString(), null);

        assertThat(ended.state()).as("%s", ended.failure()).isEqualTo(IngestionState.SUCCEEDED);
        assertThat(file.turnedAway()).as("connections turned away").isPositive();
        assertThat(ended.attempt()).as("attempts").isOne();
        assertThat(storedBytes(ended)).isEqualTo(longer);
    }

    @Test
    void recordsThatTheDigestBesideTheFileAgreed() {
        server.file("/model.bin.sha256", (DigestUtils.sha256Hex(bytes) + "  model.bin\n").getBytes(StandardCharsets.US_ASCII));

        Ingestion ended = imports.run("m", server.url("/model.bin").toString(), null);

        assertThat(node.bean(Inventory.class).files(ended.modelUuid())).singleElement()
                .satisfies(stored -> assertThat(stored.verifiedBy()).isNotNull());
    }

    static Stream<Arguments> waitsWhereWaitingHelps() {
        return Stream.of(Arguments.of(fault(file -> file.refuseAlways(429, "Retry-After", "90")), FailureKind.SOURCE_RATE_LIMITED),
                Arguments.of(fault(file -> file.refuseAlways(503, "Retry-After", "90")), FailureKind.SOURCE_UNAVAILABLE));
    }

    @ParameterizedTest
    @MethodSource
    void waitsWhereWaitingHelps(Consumer<FaultyFile> set, FailureKind kind) {
        set.accept(file);

        String ingestion = imports.request("m", server.url("/model.bin").toString(), null);

        await().atMost(Imports.LONG).untilAsserted(() -> {
            Ingestion now = node.bean(Ingestions.class).find(ingestion).orElseThrow();
            assertThat(now.state()).isEqualTo(IngestionState.WAITING);
            assertThat(now.failure()).extracting(Failure::kind).isEqualTo(kind);
            assertThat(
                    node.bean(JdbcTemplate.class).queryForList("select priority from queue_small where task_instance like ?", Integer.class,
                            ingestion + "#%"))
                    .as("before all that waits in turn").containsExactly(100);
        });
        node.bean(Ingestions.class).cancel(ingestion);
        assertThat(node.bean(Ingestions.class).find(ingestion).orElseThrow().state()).isEqualTo(IngestionState.CANCELLED);
    }

    @Test
    void beginsAnewWhenTheFileChangesWhileItIsRead() {
        byte[] other = bytes(2);
        file.hangUpAfter(1, 5L * SmallPartsNode.PART);
        String ingestion = imports.request("m", server.url("/model.bin").toString(), null);
        await().atMost(Imports.LONG).until(() -> file.bytesServed() > SmallPartsNode.PART);
        file.content(other);

        Ingestion ended = node.bean(Ingestions.class).awaitEnd(ingestion, Imports.LONG);

        assertThat(ended.state()).as("%s", ended.failure()).isEqualTo(IngestionState.SUCCEEDED);
        assertThat(node.bean(Inventory.class).find(ended.modelUuid()).orElseThrow().getArtifactChecksum())
                .isIn(DigestUtils.sha256Hex(bytes), DigestUtils.sha256Hex(other));
    }

    @Test
    void failsWhenTheServerLiesAboutTheLength() throws Exception {
        file.lieAboutLength(10);

        String ingestion = imports.request("m", server.url("/model.bin").toString(), null);

        await().atMost(Imports.LONG).until(() -> {
            var state = node.bean(Ingestions.class).find(ingestion).orElseThrow().state();
            return state.hasEnded() || state == IngestionState.WAITING;
        });
        node.bean(Ingestions.class).cancel(ingestion);
        Ingestion ended = node.bean(Ingestions.class).awaitEnd(ingestion, Imports.LONG);
        assertThat(ended.state()).isIn(IngestionState.FAILED, IngestionState.CANCELLED);
        assertThat(node.bean(Inventory.class).find(ended.modelUuid())).isEmpty();
    }

    /** Bytes that no other test has fetched, with their digest beside them. */
    private byte[] announced(long seed) {
        byte[] other = bytes(seed);
        file.content(other);
        server.file("/model.bin.sha256", (DigestUtils.sha256Hex(other) + "  model.bin\n").getBytes(StandardCharsets.US_ASCII));
        return other;
    }

    private byte[] storedBytes(Ingestion ended) {
        String blob = node.bean(Inventory.class).files(ended.modelUuid()).getFirst().blobUuid();
        try {
            return Files.readAllBytes(node.home().resolve("blobs").resolve(blob.substring(0, 2)).resolve(blob));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void assertFailedWithoutATrace(Ingestion ended, FailureKind kind) throws Exception {
        assertThat(ended.state()).isEqualTo(IngestionState.FAILED);
        Failure failure = Objects.requireNonNull(ended.failure());
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.message()).startsWith("Could not ").endsWith(".");
        assertThat(node.bean(Inventory.class).find(ended.modelUuid())).isEmpty();
        Sweeps.sweep(node, Duration.ZERO);
        assertThat(SmallPartsNode.objects(node)).as("no orphan")
                .allMatch(object -> SmallPartsNode.referenced(node).contains(object.getFileName().toString()));
    }

    private static Consumer<FaultyFile> fault(Consumer<FaultyFile> fault) {
        return fault;
    }

    private static byte[] bytes(long seed) {
        byte[] made = new byte[SIZE];
        new Random(seed).nextBytes(made);
        return made;
    }
}
