package dev.weighbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.collector.Sweeps;
import dev.weighbridge.ingestion.Failure;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.IngestionState;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.store.FaultyBlobStore.Call;
import dev.weighbridge.store.FaultyBlobStore.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An import whose store's disk becomes full: no model, a sentence, nothing left, and a second try that succeeds once there is room. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class FullDiskTest {

    private final FaultyStoreNode faulty;

    private final TestNode node;

    private final Imports imports;

    FullDiskTest(TestDatabase database) {
        this.faulty = FaultyStoreNode.on(database);
        this.node = faulty.node();
        this.imports = new Imports(node);
    }

    @AfterEach
    void recover() {
        faulty.store().recover();
    }

    static Stream<Arguments> failsAndLeavesNothing() {
        return Stream.of(Arguments.of("at the first file", Call.CREATE, 1),
                Arguments.of("at the second file", Call.CREATE, 2),
                Arguments.of("at a small file's bytes", Call.PUT, 1),
                Arguments.of("in the middle of a large file", Call.PUT, 9),
                Arguments.of("when a large file is complete", Call.COMPLETE, 2));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void failsAndLeavesNothing(String when, Call call, int nth) throws Exception {
        Path model = node.models().resolve(ResourceUuid.random());
        long seed = (call.name() + nth).hashCode();
        Imports.file(model.resolve("large.bin"), 12 * SmallPartsNode.PART + 5, seed);
        Imports.file(model.resolve("small.bin"), 100, seed);
        faulty.store().failFrom(nth, call, Fault.FULL);

        Ingestion failed = imports.run("full", model.toString(), "1.0");

        assertThat(failed.state()).as(when).isEqualTo(IngestionState.FAILED);
        Failure why = Objects.requireNonNull(failed.failure());
        assertThat(why.kind()).isEqualTo(FailureKind.STORE_FULL);
        assertThat(why.message()).startsWith("Could not ").contains("the store's disk is full").contains("add the model again");
        assertNothingIsLeftOf(failed);

        faulty.store().recover();
        Ingestion second = imports.run("full", model.toString(), "1.0");
        assertThat(second.state()).as("%s", second.failure()).isEqualTo(IngestionState.SUCCEEDED);
        assertThat(node.bean(Inventory.class).find(second.modelUuid()).orElseThrow().getArtifactChecksum())
                .isEqualTo(Coreutils.checksum(model));
    }

    private void assertNothingIsLeftOf(Ingestion failed) throws Exception {
        assertThat(node.bean(Inventory.class).find(failed.modelUuid())).isEmpty();
        assertThat(node.bean(Inventory.class).files(failed.modelUuid())).isEmpty();
        assertThat(node.home().resolve("manifests").resolve(failed.modelUuid() + ".json")).doesNotExist();
        Sweeps.sweep(node, Duration.ZERO);
        assertThat(SmallPartsNode.objects(node).stream().map(object -> object.getFileName().toString()))
                .isSubsetOf(SmallPartsNode.referenced(node));
        assertThat(faulty.sql().queryForList(
                "select b.uuid from blob b join ingestion_file f on f.blob_uuid = b.uuid where f.ingestion_uuid = ?", failed.uuid()))
                .isEmpty();
    }
}
