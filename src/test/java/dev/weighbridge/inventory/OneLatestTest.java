package dev.weighbridge.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.center.ModelCenters;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.version.Latest;
import dev.weighbridge.version.VersionedModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.data.domain.Sort;
import org.springframework.jdbc.core.JdbcTemplate;

/** Promise 5: exactly one model of a lineage is latest, under any concurrency. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class OneLatestTest {

    private static final int THREADS = 8;

    private static final int ROUNDS = 30;

    private final TestNode node;

    private final Inventory inventory;

    private final String center;

    OneLatestTest(TestDatabase database) {
        node = TestNode.shared(database);
        inventory = node.bean(Inventory.class);
        center = NewModels.centerOn(node);
    }

    @Test
    void isTrueAtEachMomentWhileEightAddAndDelete() throws Exception {
        List<String> seen = new ArrayList<>();
        var done = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> writers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                writers.add(threads.submit(writer(new Random(i))));
            }
            Future<?> reader = threads.submit(() -> {
                do {
                    seen.addAll(lineagesWithoutExactlyOneLatest());
                } while (!done.get());
            });
            for (Future<Void> writer : writers) {
                writer.get();
            }
            done.set(true);
            reader.get();
        }
        assertThat(seen).isEmpty();
        assertThat(latest()).containsExactly(rightLatest());
    }

    /** The first version of a model makes its lineage; of many at once only one can. */
    @Test
    void isTrueWhenEightMakeTheLineageAtOnce() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String name = "new" + round;
            atOnce(() -> add(name, "1.0." + Thread.currentThread().threadId()));
            assertThat(node.bean(JdbcTemplate.class).queryForObject(
                    "select count(*) from lineage where model_center_uuid = ? and lineage_key = ?",
                    Integer.class, center, name)).isEqualTo(1);
        }
        assertThat(latest()).hasSize(ROUNDS);
        assertThat(lineagesWithoutExactlyOneLatest()).isEmpty();
    }

    /** The last version takes its lineage with it, while others come. */
    @Test
    void isTrueWhenTheLineageComesAndGoes() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            atOnce(() -> {
                inventory.delete(add("fleeting", "1.0.0"));
                return "";
            });
        }
        assertThat(latest()).isEmpty();
        assertThat(node.bean(JdbcTemplate.class).queryForObject("select count(*) from lineage where model_center_uuid = ?", Integer.class,
                center))
                .isZero();
    }

    /** Whoever deletes a centre sees every model in it, or the model does not come in. */
    @Test
    void leavesNoModelInADeletedCenter() throws Exception {
        var refused = new AtomicInteger();
        for (int round = 0; round < ROUNDS; round++) {
            String doomed = NewModels.centerOn(node);
            var deleter = new AtomicBoolean();
            atOnce(() -> {
                if (deleter.compareAndSet(false, true)) {
                    node.inTransaction(() -> deleteCenter(doomed));
                } else {
                    addUnlessGone(doomed, refused);
                }
                return "";
            });
            assertThat(node.bean(JdbcTemplate.class).queryForObject("select count(*) from model where model_center_uuid = ?", Integer.class,
                    doomed))
                    .isZero();
        }
        assertThat(refused).hasPositiveValue();
    }

    private String deleteCenter(String doomed) {
        var centers = node.bean(ModelCenters.class);
        centers.hold(doomed);
        inventory.deleteOfCenter(doomed);
        centers.delete(doomed);
        return doomed;
    }

    private void addUnlessGone(String doomed, AtomicInteger refused) {
        try {
            node.inTransaction(() -> inventory.add(NewModels.version(doomed, "late", "1.0.0")));
        } catch (IngestionException gone) {
            assertThat(gone.kind()).isEqualTo(FailureKind.NOT_FOUND);
            refused.incrementAndGet();
        }
    }

    private Callable<Void> writer(Random random) {
        return () -> {
            var mine = new ConcurrentLinkedQueue<String>();
            for (int i = 0; i < ROUNDS; i++) {
                mine.add(add("shared", random.nextInt(3) + "." + random.nextInt(20) + ".0" + (random.nextBoolean() ? "-rc." + i : "")));
                if (random.nextInt(3) > 0) {
                    inventory.delete(mine.remove());
                }
            }
            return null;
        };
    }

    private String add(String name, String version) {
        return node.inTransaction(() -> inventory.add(NewModels.version(center, name, version))).getUuid();
    }

    private static void atOnce(Callable<String> work) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> one : threads.invokeAll(Collections.nCopies(THREADS, work))) {
                one.get();
            }
        }
    }

    private List<String> lineagesWithoutExactlyOneLatest() {
        return node.bean(JdbcTemplate.class)
                .queryForList("select lineage_uuid from model where model_center_uuid = ? group by lineage_uuid "
                        + "having sum(case when is_latest_version then 1 else 0 end) <> 1", String.class, center);
    }

    private List<String> latest() {
        return node.bean(JdbcTemplate.class).queryForList("select uuid from model where model_center_uuid = ? and is_latest_version",
                String.class,
                center);
    }

    private String rightLatest() {
        List<VersionedModel> all = inventory.query((model, query, builder) -> builder.equal(model.get("modelCenterUuid"), center),
                Sort.unsorted(), 0, 1000).stream()
                .map(model -> new VersionedModel(model.getUuid(), model.getVersionSemver(), model.getSourceTime(), model.getCreateDate()))
                .toList();
        assertThat(all).isNotEmpty();
        return Latest.of(all).orElseThrow().uuid();
    }
}
