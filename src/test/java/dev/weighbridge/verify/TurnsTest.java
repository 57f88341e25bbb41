package dev.weighbridge.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import dev.weighbridge.api.ApiClient;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.collector.Sweeps;
import dev.weighbridge.ingestion.Failure;
import dev.weighbridge.ingestion.IdleIngestions;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.inventory.ModelBlobs;
import dev.weighbridge.node.LockWaits;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.pipeline.SmallPartsNode;
import dev.weighbridge.queue.Lane;
import dev.weighbridge.queue.WorkHandler.Outcome;
import dev.weighbridge.request.Removals;
import dev.weighbridge.store.Blobs;
import dev.weighbridge.store.FaultyBlobStore;
import dev.weighbridge.store.FaultyBlobStore.Call;
import dev.weighbridge.store.FaultyBlobStore.Fault;
import dev.weighbridge.transfer.BlobCheck;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Turns at a verification: dead ones, frozen ones, cancelled ones, and those whose store is away. The node takes calls and does no work by itself; the test
 * does it by hand. Its models were imported by a node before it.
 */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class TurnsTest {

    private static final int PART = SmallPartsNode.PART;

    private static final int SIZE = IdleNode.SIZE;

    private final TestNode node;

    private final StoredObjects objects;

    private final ApiClient admin;

    private final VerifyHandler handler;

    private final Turns turns;

    private final List<Ingestion> models;

    private final String model;

    TurnsTest(TestDatabase database) {
        IdleNode idle = IdleNode.on(database);
        this.node = idle.node();
        this.objects = StoredObjects.inFolder(node);
        this.admin = ApiClient.admin(node);
        this.handler = node.bean(VerifyHandler.class);
        this.turns = node.bean(Turns.class);
        this.models = idle.models();
        this.model = models.removeLast().modelUuid();
    }

    @BeforeEach
    @AfterEach
    void recover() {
        node.bean(FaultyBlobStore.class).recover();
    }

    @Test
    void oneIsOpenForAModelAtATime() {
        String first = start();
        assertThat(start()).isEqualTo(first);
        assertThat(admin.post("/verifications/" + first + "/cancel").with(200).text("/state")).isEqualTo("CANCELLED");
        assertThat(handler.handle(Lane.BACKGROUND, first)).isEqualTo(new Outcome.Done());
        assertThat(seen(first).state()).isEqualTo(VerificationState.CANCELLED);

        String second = start();
        assertThat(second).isNotEqualTo(first);
        assertThat(admin.get("/verifications?model=" + model).with(200).at("/total").asInt()).isEqualTo(2);
        assertThat(admin.get("/verifications?sort=createdAt&limit=1&model=" + model).with(200).text("/items/0/uuid")).isEqualTo(first);
        assertThat(admin.get("/verifications?model=" + model).with(200).text("/items/0/uuid")).isEqualTo(second);
    }

    @Test
    void sixteenCallersAtOnceShareOne() throws Exception {
        Collection<Callable<String>> calls = Collections.nCopies(16, this::start);
        try (var threads = Executors.newFixedThreadPool(16)) {
            assertThat(threads.invokeAll(calls).stream().map(Future::resultNow)).doesNotContainNull();
            assertThat(admin.get("/verifications?model=" + model).with(200).at("/total").asInt()).isEqualTo(1);
        }
    }

    @Test
    void goesOnInsideABlobWhereADeadTurnWas() throws Exception {
        objects.flip(blob(), PART + 7);
        String uuid = start();
        TurnWatch dead = readsAndDies(uuid, 5);
        assertThat(seen(uuid).bytesDone()).isEqualTo(5L * PART);
        double before = reread();

        assertThat(handler.handle(Lane.BACKGROUND, uuid)).isEqualTo(new Outcome.Done());

        assertThat(reread() - before).isEqualTo(SIZE - 5.0 * PART);
        Verification ended = seen(uuid);
        assertThat(ended.state()).as("%s", ended.failure()).isEqualTo(VerificationState.SUCCEEDED);
        assertThat(ended.attempt()).isEqualTo(2);
        assertThat(ended.bytesDone()).isEqualTo(SIZE);
        assertThat(findings(uuid)).singleElement().satisfies(found -> assertThat(found.damagedParts()).containsExactly(2));
        // It was only frozen, and wakes up.
        assertThatExceptionOfType(TurnOverException.class).isThrownBy(dead::keep)
                .satisfies(over -> assertThat(over.isCancelled()).isFalse());
    }

    @Test
    void readsABlobFromItsFirstByteWhenItsDigestIsOfAnotherCodec() throws Exception {
        String uuid = start();
        readsAndDies(uuid, 5);
        node.bean(JdbcTemplate.class).update(
                "update verification set digest_codec = 'SHA256FromTheFuture', digest_state = 'zz' where uuid = ?",
                uuid);
        double before = reread();

        handler.handle(Lane.BACKGROUND, uuid);

        assertThat(reread() - before).isEqualTo(SIZE);
        assertThat(seen(uuid).state()).isEqualTo(VerificationState.SUCCEEDED);
    }

    @Test
    void aTurnThatWasTakenOverMovesNothing() throws Exception {
        objects.flip(blob(), 5);
        String uuid = start();
        Turns.Begun old = turns.begin(uuid, "frozen").orElseThrow();
        var watch = new TurnWatch(turns, node.bean(VerifyMeters.class), old);
        var blob = node.bean(Blobs.class).weighed(blob()).orElseThrow();
        var checked = node.bean(BlobCheck.class).check(blob, null, (bytes, point) -> {});
        Mended mended = node.bean(Repair.class).mend(checked, Imports.ADMIN, watch);
        assertThat(mended).isInstanceOf(Mended.Anew.class);
        assertThat(turns.begin(uuid, "other")).isPresent();

        var finding = Findings.of(checked, new ModelBlobs.Files(1, List.of("m.bin")), mended);
        assertThatExceptionOfType(TurnOverException.class).isThrownBy(() -> node.bean(Verdict.class).repaired(old.turn(),
                watch.progress().damaged(blob.uuid(), blob.size(), true), blob, mended, finding));

        assertThat(blob()).isEqualTo(blob.uuid());
        assertThat(node.bean(Blobs.class).ready(blob.sha256())).hasValue(blob.uuid());
        assertThat(findings(uuid)).isEmpty();
    }

    @Test
    void aRunningOneIsCancelledAtItsNextProgress() {
        String uuid = start();
        Turns.Begun begun = turns.begin(uuid, "here").orElseThrow();
        assertThat(admin.post("/verifications/" + uuid + "/cancel").with(200).text("/state")).isEqualTo("RUNNING");

        assertThatExceptionOfType(TurnOverException.class)
                .isThrownBy(() -> new TurnWatch(turns, node.bean(VerifyMeters.class), begun).keep())
                .satisfies(over -> assertThat(over.isCancelled()).isTrue());

        // Its node is dead: whoever takes it over ends it.
        assertThat(handler.handle(Lane.BACKGROUND, uuid)).isEqualTo(new Outcome.Done());
        assertThat(seen(uuid).state()).isEqualTo(VerificationState.CANCELLED);
        assertThat(seen(uuid).failure()).isEqualTo(new Failure(FailureKind.CANCELLED, Verifications.CANCELLED));
        assertThat(start()).as("none is open").isNotEqualTo(uuid);
    }

    @Test
    void waitsForAStoreThatIsAwayAndTakesItForNoDamage() {
        String uuid = start();
        node.bean(FaultyBlobStore.class).failFrom(4, Call.READ, Fault.AWAY);

        Outcome first = handler.handle(Lane.BACKGROUND, uuid);

        assertThat(first).isInstanceOfSatisfying(Outcome.Again.class,
                again -> assertThat(Duration.between(node.bean(Clock.class).instant(), again.when())).isBetween(Duration.ZERO,
                        Duration.ofSeconds(5)));
        Verification waiting = seen(uuid);
        assertThat(waiting.state()).isEqualTo(VerificationState.QUEUED);
        assertThat(waiting.failure()).isNotNull().satisfies(why -> assertThat(why.kind()).isEqualTo(FailureKind.STORE_UNAVAILABLE));
        assertThat(waiting.damaged()).isZero();
        assertThat(waiting.bytesDone()).as("what was read is not read again").isEqualTo(3L * PART);

        node.bean(FaultyBlobStore.class).recover();
        double before = reread();
        handler.handle(Lane.BACKGROUND, uuid);
        assertThat(reread() - before).isEqualTo(SIZE - 3.0 * PART);
        assertThat(seen(uuid).state()).isEqualTo(VerificationState.SUCCEEDED);
        assertThat(seen(uuid).failure()).isNull();
    }

    @Test
    void waitsForADayAtTheMost() {
        String uuid = start();
        node.bean(FaultyBlobStore.class).goAway();
        assertThat(handler.handle(Lane.BACKGROUND, uuid)).isInstanceOf(Outcome.Again.class);
        node.bean(JdbcTemplate.class).update("update verification set deadline = created_at where uuid = ?", uuid);

        assertThat(handler.handle(Lane.BACKGROUND, uuid)).isEqualTo(new Outcome.Done());
        assertThat(seen(uuid).state()).isEqualTo(VerificationState.FAILED);
        assertThat(seen(uuid).failure()).isNotNull().satisfies(why -> assertThat(why.kind()).isEqualTo(FailureKind.STORE_UNAVAILABLE));
        assertThat(findings(uuid)).isEmpty();
    }

    @Test
    void aRepairThatTheStoreBreaksOffIsBegunAgain() throws Exception {
        objects.flip(blob(), 5);
        String uuid = start();
        node.bean(FaultyBlobStore.class).failFrom(4, Call.PUT, Fault.AWAY);
        assertThat(handler.handle(Lane.BACKGROUND, uuid)).isInstanceOf(Outcome.Again.class);
        node.bean(FaultyBlobStore.class).recover();
        double before = reread();

        handler.handle(Lane.BACKGROUND, uuid);

        assertThat(reread() - before).as("the check was done").isZero();
        assertThat(seen(uuid).state()).isEqualTo(VerificationState.SUCCEEDED);
        assertThat(seen(uuid).repaired()).isEqualTo(1);
    }

    @Test
    void isGivenBackWhenTheNodeShutsDown() {
        String uuid = start();
        Thread.currentThread().interrupt();

        Outcome outcome = handler.handle(Lane.BACKGROUND, uuid);

        assertThat(Thread.interrupted()).isFalse();
        assertThat(outcome).isInstanceOf(Outcome.Again.class);
        assertThat(seen(uuid).state()).isEqualTo(VerificationState.QUEUED);
        assertThat(seen(uuid).failure()).isNull();
    }

    @Test
    void saysThatItsModelIsGone() {
        String uuid = start();
        node.bean(Removals.class).removeModel(model);
        Sweeps.sweep(node, Duration.ZERO);

        handler.handle(Lane.BACKGROUND, uuid);

        assertThat(seen(uuid).state()).isEqualTo(VerificationState.FAILED);
        assertThat(seen(uuid).failure()).isNotNull().satisfies(why -> assertThat(why.kind()).isEqualTo(FailureKind.NOT_FOUND));
        assertThat(seen(uuid).damaged()).isZero();
    }

    @Test
    void theCollectorLeavesABlobThatIsBeingWrittenAnew() {
        String uuid = start();
        var watch = new TurnWatch(turns, node.bean(VerifyMeters.class), turns.begin(uuid, "here").orElseThrow());
        String fresh = node.bean(Repair.Entries.class).intend(watch);

        Sweeps.sweep(node, Duration.ZERO);
        assertThat(node.bean(Blobs.class).known(List.of(fresh))).containsExactly(fresh);

        turns.end(watch.turn(), VerificationState.FAILED, null);
        Sweeps.sweep(node, Duration.ZERO);
        assertThat(node.bean(Blobs.class).known(List.of(fresh))).isEmpty();
    }

    @Test
    void aModelThatIsCommittedMeanwhileGetsTheRepairedBlob() throws Exception {
        String old = blob();
        objects.flip(old, 5);
        String uuid = start();
        var other = new OtherModel(node, models.removeLast().modelUuid(), IdleIngestions.open(node));
        var held = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(2)) {
            // The blob is held until the repair waits for it; then the ingestion has it, and its commit is under way.
            var commit = threads.submit(() -> node.inTransaction(() -> {
                other.hold();
                node.inNewTransaction(() -> {
                    assertThat(node.bean(Blobs.class).hold(old)).isTrue();
                    held.countDown();
                    LockWaits.awaitOne(node);
                    return other.adopt(old);
                });
                String stored = other.stored();
                LockWaits.awaitOne(node);
                return other.commit(stored);
            }));
            held.await();
            handler.handle(Lane.BACKGROUND, uuid);
            commit.get();
        }

        assertThat(seen(uuid).state()).as("%s", seen(uuid).failure()).isEqualTo(VerificationState.SUCCEEDED);
        assertThat(blob()).isNotEqualTo(old);
        assertThat(node.bean(Inventory.class).files(other.model()).getFirst().blobUuid()).isEqualTo(blob());
        assertThat(other.stored()).isEqualTo(blob());
    }

    @Test
    void oneRunsAtATimeOnANode() throws Exception {
        String uuid = start();
        var busy = new CountDownLatch(1);
        var free = new CountDownLatch(1);
        try (var thread = Executors.newSingleThreadExecutor()) {
            // Whoever holds the verification's row holds up the one who runs it.
            var lock = thread.submit(() -> node.inTransaction(() -> {
                node.bean(JdbcTemplate.class).update("update verification set waits = waits where uuid = ?", uuid);
                busy.countDown();
                try {
                    return free.await(800, TimeUnit.MILLISECONDS);
                } catch (InterruptedException stopped) {
                    throw new IllegalStateException(stopped);
                }
            }));
            busy.await();
            try (var other = Executors.newSingleThreadExecutor()) {
                var first = other.submit(() -> handler.handle(Lane.BACKGROUND, uuid));
                await().until(() -> handler.handle(Lane.BACKGROUND, ResourceUuid.random()),
                        Outcome.Again.class::isInstance);
                free.countDown();
                lock.get();
                assertThat(first.get()).isEqualTo(new Outcome.Done());
            }
        }
        assertThat(handler.handle(Lane.BACKGROUND, ResourceUuid.random())).isEqualTo(new Outcome.Done());
    }

    private String start() {
        var accepted = admin.post("/models/" + model + "/verify").with(202);
        assertThat(accepted.headers().firstValue("Location")).hasValue("/api/v1/verifications/" + accepted.text("/uuid"));
        return accepted.text("/uuid");
    }

    /** A turn whose node dies after some parts of the model's only blob. */
    private TurnWatch readsAndDies(String uuid, int parts) {
        var watch = new TurnWatch(turns, node.bean(VerifyMeters.class), turns.begin(uuid, "dead").orElseThrow());
        watch.reads(blob());
        var left = new int[] {parts};
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> node.bean(BlobCheck.class).check(node.bean(Blobs.class).weighed(blob()).orElseThrow(), null,
                        (bytes, point) -> {
                            watch.read(bytes, point);
                            watch.keep();
                            if (--left[0] == 0) {
                                throw new IllegalStateException("dies");
                            }
                        }));
        return watch;
    }

    private Verification seen(String uuid) {
        return node.bean(Verifications.class).find(uuid).orElseThrow();
    }

    private List<Finding> findings(String uuid) {
        return node.bean(Verifications.class).findings(uuid);
    }

    private String blob() {
        return node.bean(Inventory.class).files(model).getFirst().blobUuid();
    }

    private double reread() {
        return node.bean(MeterRegistry.class).counter("weighbridge.verify.bytes").count();
    }
}
