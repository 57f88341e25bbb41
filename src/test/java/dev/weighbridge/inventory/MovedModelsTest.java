package dev.weighbridge.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.version.Latest;
import dev.weighbridge.version.VersionedModel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.data.domain.Sort;
import org.springframework.jdbc.core.JdbcTemplate;

/** Promise 5 where models go from one lineage to another. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class MovedModelsTest {

    private static final int THREADS = 8;

    private static final int ROUNDS = 30;

    private final TestNode node;

    private final Inventory inventory;

    private final ModelChanges changes;

    private final JdbcTemplate sql;

    private final String[] centers;

    MovedModelsTest(TestDatabase database) {
        node = TestNode.shared(database);
        inventory = node.bean(Inventory.class);
        changes = node.bean(ModelChanges.class);
        sql = node.bean(JdbcTemplate.class);
        centers = new String[] {NewModels.centerOn(node), NewModels.centerOn(node)};
    }

    private String add(int center, String name, String version) {
        return node.inTransaction(() -> inventory.add(NewModels.version(centers[center], name, version))).getUuid();
    }

    private static ModelChange change(@Nullable String name, @Nullable String center, @Nullable String modelId) {
        return new ModelChange(name, null, null, null, null, center, null, null, null, modelId);
    }

    private boolean isLatest(String uuid) {
        return inventory.find(uuid).orElseThrow().isLatestVersion();
    }

    private int lineages(int center) {
        return sql.queryForList("select uuid from lineage where model_center_uuid = ?", String.class, centers[center]).size();
    }

    @Test
    void theLatestOfBothLineagesIsDecidedAgain() {
        String one = add(0, "a", "1.0.0");
        String two = add(0, "a", "2.0.0");
        String other = add(0, "b", "1.5.0");
        assertThat(changes.change(two, change("b", null, null)).isLatestVersion()).isTrue();
        assertThat(List.of(isLatest(one), isLatest(two), isLatest(other))).containsExactly(true, true, false);
        assertThat(changes.change(one, change(null, null, "b")).isLatestVersion()).isFalse();
        assertThat(List.of(isLatest(one), isLatest(two), isLatest(other))).containsExactly(false, true, false);
        assertThat(lineages(0)).as("the empty lineage is gone").isEqualTo(1);
        changes.change(two, change(null, centers[1], null));
        assertThat(List.of(isLatest(one), isLatest(two), isLatest(other))).containsExactly(false, true, true);
    }

    @Test
    void aNameIsNoMatterWhereThereIsAModelId() {
        String one = add(0, "a", "1.0.0");
        changes.change(one, change(null, null, "id"));
        String lineage = inventory.find(one).orElseThrow().getLineageUuid();
        assertThat(changes.change(one, change("renamed", null, null)).getLineageUuid()).isEqualTo(lineage);
        assertThat(changes.change(one, change(null, null, "id")).isLatestVersion()).isTrue();
    }

    @Test
    void aModelOrCentreThatIsNotThereIsSaidToBeNotThere() {
        String one = add(0, "a", "1.0.0");
        for (String center : new String[] {ResourceUuid.random(), null}) {
            assertThatExceptionOfType(IngestionException.class)
                    .isThrownBy(() -> changes.change(center == null ? ResourceUuid.random() : one, change("b", center, null)))
                    .returns(FailureKind.NOT_FOUND, IngestionException::kind);
        }
        assertThat(inventory.find(one).orElseThrow().getName()).isEqualTo("a");
    }

    @Test
    void aVersionThatIsReadAnewDecidesTheLatestAnew() {
        String one = add(0, "a", "1.0.0");
        String two = add(0, "a", "2.0.0");
        WeighedModel weighed = NewModels.version(centers[0], "a", "3.0.0").weighed();
        assertThat(changes.weighAgain(one, weighed)).isTrue();
        assertThat(List.of(isLatest(one), isLatest(two))).containsExactly(true, false);
        assertThat(inventory.derivations(one).stream().map(Derivation::field)).doesNotHaveDuplicates();
        assertThat(inventory.findings(one)).hasSize(2);
        assertThat(changes.weighAgain(ResourceUuid.random(), weighed)).isFalse();
    }

    /** Moves in circles, additions and deletions at once: nobody waits for ever, and each lineage has one latest at every moment. */
    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void isTrueAtEachMomentWhileEightMoveAddAndDelete() throws Exception {
        List<String> seen = new ArrayList<>();
        var done = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> movers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                movers.add(threads.submit(mover(new Random(i))));
            }
            Future<?> reader = threads.submit(() -> {
                do {
                    seen.addAll(lineagesWithoutExactlyOneLatest());
                } while (!done.get());
            });
            for (Future<Void> mover : movers) {
                mover.get();
            }
            done.set(true);
            reader.get();
        }
        assertThat(seen).isEmpty();
        assertThat(latest()).containsExactlyInAnyOrderElementsOf(rightLatest());
        assertThat(sql.queryForList("select uuid from lineage where model_center_uuid in (?, ?) "
                + "and not exists (select 1 from model m where m.lineage_uuid = lineage.uuid)", String.class, centers[0], centers[1]))
                .as("empty lineages").isEmpty();
    }

    private Callable<Void> mover(Random random) {
        return () -> {
            String mine = add(random.nextInt(2), "l" + random.nextInt(3), "1." + random.nextInt(9) + ".0");
            for (int i = 0; i < ROUNDS; i++) {
                switch (random.nextInt(5)) {
                    case 0 -> {
                        inventory.delete(mine);
                        mine = add(random.nextInt(2), "l" + random.nextInt(3), "1." + random.nextInt(9) + "." + i);
                    }
                    case 1 -> changes.change(mine, change(null, centers[random.nextInt(2)], null));
                    case 2 -> changes.change(mine, new ModelChange(null, null, "d" + i, null, null, null, null, null, null, null));
                    default -> changes.change(mine, change("l" + random.nextInt(3), centers[random.nextInt(2)], null));
                }
            }
            return null;
        };
    }

    private List<String> lineagesWithoutExactlyOneLatest() {
        return sql.queryForList("select lineage_uuid from model where model_center_uuid in (?, ?) group by lineage_uuid "
                + "having sum(case when is_latest_version then 1 else 0 end) <> 1", String.class, centers[0], centers[1]);
    }

    private List<String> latest() {
        return sql.queryForList("select uuid from model where model_center_uuid in (?, ?) and is_latest_version", String.class, centers[0],
                centers[1]);
    }

    private List<String> rightLatest() {
        return inventory.query((model, query, builder) -> model.get("modelCenterUuid").in(centers[0], centers[1]), Sort.unsorted(), 0, 1000)
                .stream().collect(Collectors.groupingBy(Model::getLineageUuid)).values().stream()
                .map(lineage -> Latest.of(lineage.stream().map(model -> new VersionedModel(model.getUuid(), model.getVersionSemver(),
                        model.getSourceTime(), model.getCreateDate())).toList()).orElseThrow().uuid())
                .toList();
    }
}
