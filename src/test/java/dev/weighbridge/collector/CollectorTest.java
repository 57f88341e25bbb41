package dev.weighbridge.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.ingestion.IdleIngestions;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.IngestionState;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.inventory.Datasets;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.pipeline.SmallPartsNode;
import dev.weighbridge.request.Removals;
import dev.weighbridge.store.Blobs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a sweep takes, and what it leaves. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class CollectorTest {

    private static final Duration GRACE = Duration.ofHours(1);

    private static final Duration LONG_AGO = GRACE.plusMinutes(1);

    private final TestNode node;

    private final JdbcTemplate sql;

    private final String blob = ResourceUuid.random();

    CollectorTest(TestDatabase database) {
        this.node = SmallPartsNode.on(database);
        this.sql = node.bean(JdbcTemplate.class);
    }

    @Test
    void aYoungBlobThatNothingRefersToIsLeftAlone() throws Exception {
        row(Duration.ofMinutes(59));
        Path object = object(Duration.ofMinutes(59));
        sweep();
        assertThat(rows()).isEqualTo(1);
        assertThat(object).exists();
    }

    @Test
    void anOldBlobThatNothingRefersToIsRemoved() throws Exception {
        row(LONG_AGO);
        Path object = object(LONG_AGO);
        sweep();
        assertThat(rows()).isZero();
        assertThat(object).doesNotExist();
    }

    @Test
    void aBlobOfAnOpenIngestionIsLeftUntilThatEnds() throws Exception {
        row(LONG_AGO);
        Path object = object(LONG_AGO);
        String ingestion = IdleIngestions.open(node);
        sql.update("""
                insert into ingestion_file (ingestion_uuid, position, path, size, locator, done, tries, blob_uuid)
                values (?, 0, 'a', 1, 'a', false, 0, ?)""", ingestion, blob);
        sweep();
        assertThat(rows()).isEqualTo(1);
        assertThat(object).exists();

        node.bean(Ingestions.class).cancel(ingestion);
        sweep();
        assertThat(rows()).isZero();
        assertThat(object).doesNotExist();
    }

    @Test
    void theBlobOfAModelIsLeftHoweverOldItIs() {
        String name = "kept-" + blob;
        Imports.file(node.models().resolve(name).resolve("a.bin"), 100, name.hashCode());
        Ingestion ended = new Imports(node).run(name, node.models().resolve(name).toString(), null);
        assertThat(ended.state()).as("%s", ended.failure()).isEqualTo(IngestionState.SUCCEEDED);
        String kept = node.bean(Inventory.class).files(ended.modelUuid()).getFirst().blobUuid();
        sql.update("update blob set created_at = ? where uuid = ?", at(LONG_AGO), kept);

        sweep();
        assertThat(node.bean(Blobs.class).known(List.of(kept))).containsExactly(kept);
        assertThat(place(kept)).exists();
    }

    @Test
    void theBlobOfADatasetIsLeftHoweverOldItIsAndRemovedOnceTheDatasetIsDeleted() {
        String name = "data-" + blob;
        Imports.file(node.models().resolve(name).resolve("a.bin"), 100, name.hashCode());
        Ingestion ended = new Imports(node).dataset(name, node.models().resolve(name).toString());
        assertThat(ended.state()).as("%s", ended.failure()).isEqualTo(IngestionState.SUCCEEDED);
        String kept = node.bean(Datasets.class).files(ended.modelUuid()).getFirst().blobUuid();
        sql.update("update blob set created_at = ? where uuid = ?", at(LONG_AGO), kept);

        sweep();
        assertThat(node.bean(Blobs.class).known(List.of(kept))).containsExactly(kept);
        assertThat(place(kept)).exists();

        node.bean(Removals.class).removeDataset(ended.modelUuid());
        sweep();
        assertThat(node.bean(Blobs.class).known(List.of(kept))).isEmpty();
        assertThat(place(kept)).doesNotExist();
    }

    @Test
    void aBlobThatAModelAndADatasetShareIsLeftUntilBothAreDeleted() {
        String name = "shared-" + blob;
        String folder = node.models().resolve(name).toString();
        Imports.file(node.models().resolve(name).resolve("a.bin"), 100, name.hashCode());
        String model = new Imports(node).run(name, folder, null).modelUuid();
        String dataset = new Imports(node).dataset(name, folder).modelUuid();
        String kept = node.bean(Datasets.class).files(dataset).getFirst().blobUuid();
        assertThat(node.bean(Inventory.class).files(model).getFirst().blobUuid()).as("stored once").isEqualTo(kept);
        sql.update("update blob set created_at = ? where uuid = ?", at(LONG_AGO), kept);

        node.bean(Removals.class).removeModel(model);
        sweep();
        assertThat(place(kept)).exists();
        node.bean(Removals.class).removeDataset(dataset);
        sweep();
        assertThat(place(kept)).doesNotExist();
    }

    @Test
    void whatADeadSweepHadGivenUpIsFinishedByTheNext() throws Exception {
        row(Duration.ZERO);
        Path object = object(Duration.ZERO);
        node.inTransaction(() -> {
            node.bean(Blobs.class).giveUp(blob);
            return true;
        });
        sweep();
        assertThat(rows()).as("given up, whose object was still there").isZero();
        assertThat(object).doesNotExist();
    }

    @Test
    void whatADeadSweepHadDeletedIsForgottenByTheNext() {
        row(Duration.ZERO);
        node.inTransaction(() -> {
            node.bean(Blobs.class).giveUp(blob);
            return true;
        });
        sweep();
        assertThat(rows()).as("given up, whose object was deleted").isZero();
    }

    @Test
    void anObjectWithoutARowIsRemovedOnceItIsOld() throws Exception {
        Path object = object(Duration.ofMinutes(59));
        sweep();
        assertThat(object).exists();
        age(object, LONG_AGO);
        sweep();
        assertThat(object).doesNotExist();
    }

    @Test
    void anUploadWithoutARowIsRemovedOnceItIsOldAndAnOldOneWithAYoungRowIsLeft() throws Exception {
        Path upload = age(Files.writeString(node.home().resolve("uploads").resolve(blob), "x"), LONG_AGO);
        row(Duration.ZERO);
        sweep();
        assertThat(upload).exists();
        sql.update("delete from blob where uuid = ?", blob);
        sweep();
        assertThat(upload).doesNotExist();
    }

    private void sweep() {
        node.bean(Collector.class).sweep(GRACE);
    }

    private void row(Duration age) {
        node.inTransaction(() -> {
            node.bean(Blobs.class).intend(List.of(blob));
            return true;
        });
        sql.update("update blob set created_at = ? where uuid = ?", at(age), blob);
    }

    private int rows() {
        return node.bean(Blobs.class).known(List.of(blob)).size();
    }

    private Path object(Duration age) throws Exception {
        return age(Files.writeString(place(blob), "x"), age);
    }

    private Path place(String uuid) {
        return node.home().resolve("blobs").resolve(uuid.substring(0, 2)).resolve(uuid);
    }

    private Path age(Path file, Duration age) throws Exception {
        return Files.setLastModifiedTime(file, FileTime.from(at(age).toInstant()));
    }

    private OffsetDateTime at(Duration age) {
        return node.bean(Clock.class).instant().minus(age).atOffset(ZoneOffset.UTC);
    }
}
