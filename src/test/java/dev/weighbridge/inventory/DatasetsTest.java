package dev.weighbridge.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.artifact.SafetyKind;
import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class DatasetsTest {

    private final TestNode node;

    private final Datasets datasets;

    private final String center;

    DatasetsTest(TestDatabase database) {
        node = TestNode.shared(database);
        datasets = node.bean(Datasets.class);
        center = NewModels.centerOn(node);
    }

    @Test
    void answersWhatWasGivenAndWhatWasFound() {
        Dataset added = add(dataset(ResourceUuid.random(), NewModels.ADMIN));
        assertThat(datasets.find(added.getUuid()).orElseThrow()).usingRecursiveComparison().isEqualTo(added);
        assertThat(added.getUrl()).isEqualTo("/models/set");
        assertThat(added.getSize()).isEqualTo(1234);
        assertThat(added.isSystem()).isTrue();
        assertThat(added.getRevision()).isEqualTo("abc");
        assertThat(added.getSystemTags()).containsExactly("a::b\n,\"c\"");
        assertThat(datasets.files(added.getUuid())).extracting(StoredFile::path).as("sorted by their bytes")
                .containsExactly("Model.safetensors", "a/\u00e9.txt", "config.json");
        assertThat(datasets.files(added.getUuid())).containsExactlyInAnyOrderElementsOf(dataset(added.getUuid(), NewModels.ADMIN).files());
        assertThat(datasets.derivations(added.getUuid())).isEqualTo(weighed().derivations());
        assertThat(datasets.findings(added.getUuid())).containsExactly(new Found(SafetyKind.REMOTE_CODE, "a/\u00e9.txt", "It is code."),
                new Found(null, null, "Something is odd."));
    }

    @Test
    void isGoneWithItsFilesOnceItIsDeleted() {
        String uuid = add(dataset(ResourceUuid.random(), NewModels.ADMIN)).getUuid();
        assertThat(datasets.delete(uuid)).isTrue();
        assertThat(datasets.delete(uuid)).isFalse();
        assertThat(datasets.find(uuid)).isEmpty();
        assertThat(datasets.files(uuid)).isEmpty();
        assertThat(datasets.findings(uuid)).isEmpty();
    }

    @Test
    void itsCenterTakesItAlongAndNoOther() {
        String uuid = add(dataset(ResourceUuid.random(), NewModels.ADMIN)).getUuid();
        String elsewhere = add(
                new NewDataset(ResourceUuid.random(), NewModels.ADMIN, false, given(NewModels.centerOn(node)), null, weighed(),
                        List.of()))
                .getUuid();
        assertThat(datasets.deleteOfCenter(center)).containsExactly(uuid);
        assertThat(datasets.find(elsewhere)).isPresent();
    }

    @Test
    void countsTheBytesOfEachCenter() {
        add(dataset(ResourceUuid.random(), NewModels.ADMIN));
        add(dataset(ResourceUuid.random(), NewModels.ADMIN));
        String empty = NewModels.centerOn(node);
        assertThat(datasets.bytesByCenter(List.of(center, empty))).isEqualTo(Map.of(center, 2468L));
        assertThat(datasets.bytesByCenter(List.of())).isEmpty();
    }

    @Test
    void countsAsItsAccountsBytes() {
        String account = ResourceUuid.random();
        node.bean(JdbcTemplate.class).update("""
                insert into account (uuid, name, password_hash, type, create_date, last_op_date)
                values (?, ?, '-', 'NORMAL', current_timestamp, current_timestamp)""", account, account);
        add(dataset(ResourceUuid.random(), account));
        assertThat(node.bean(Inventory.class).bytesOf(account)).isEqualTo(1234);
    }

    @Test
    void changesWhatAPersonSaysOfIt() {
        Dataset added = add(dataset(ResourceUuid.random(), NewModels.ADMIN));
        assertThat(datasets.change(added.getUuid(), null, null)).usingRecursiveComparison().isEqualTo(added);
        Dataset changed = datasets.change(added.getUuid(), "other", null);
        assertThat(changed.getName()).isEqualTo("other");
        assertThat(changed.getDescription()).isEqualTo("what it is");
        assertThat(changed.getLastOpDate()).isAfter(added.getLastOpDate());
        assertThat(datasets.find(added.getUuid()).orElseThrow()).usingRecursiveComparison().isEqualTo(changed);
    }

    @ParameterizedTest
    @CsvSource({"256, 1, field[name] has 256", "1, 2049, field[description] has 2049"})
    void refusesALongerTextThanItsColumn(int name, int description, String words) {
        String uuid = add(dataset(ResourceUuid.random(), NewModels.ADMIN)).getUuid();
        assertThatExceptionOfType(IngestionException.class)
                .isThrownBy(() -> datasets.change(uuid, "n".repeat(name), "d".repeat(description)))
                .withMessageContaining(words);
    }

    @Test
    void sharesItsUuidWithNoOtherAndNoModel() {
        String uuid = add(dataset(ResourceUuid.random(), NewModels.ADMIN)).getUuid();
        refuses(dataset(uuid, NewModels.ADMIN), FailureKind.CONFLICT);
        String model = ResourceUuid.random();
        node.inTransaction(() -> node.bean(Inventory.class).add(NewModels.of(model, given(center), "1.0.0")));
        refuses(dataset(model, NewModels.ADMIN), FailureKind.CONFLICT);
    }

    @Test
    void needsACenterAndAnAccount() {
        refuses(dataset(ResourceUuid.random(), ResourceUuid.random()), FailureKind.NOT_FOUND);
        refuses(new NewDataset(ResourceUuid.random(), NewModels.ADMIN, false, given(ResourceUuid.random()), null, weighed(), List.of()),
                FailureKind.NOT_FOUND);
    }

    @Test
    void aRepairedBlobIsTheDatasetsAlso() {
        Dataset added = add(dataset(ResourceUuid.random(), NewModels.ADMIN));
        String damaged = datasets.files(added.getUuid()).getFirst().blobUuid();
        String model = ResourceUuid.random();
        NewModel sharing = NewModels.of(model, given(center), "1.0.0");
        StoredFile file = sharing.files().getFirst();
        node.inTransaction(() -> node.bean(Inventory.class).add(new NewModel(model, NewModels.ADMIN, "Custom", given(center),
                sharing.weighed(), List.of(new StoredFile(file.path(), file.size(), file.sha256(), damaged, null)))));
        String fresh = ResourceUuid.random();
        List<String> concerned = node.inTransaction(() -> node.bean(ModelBlobs.class).move(damaged, fresh));
        assertThat(concerned).as("whose manifests are written anew").containsExactlyInAnyOrder(model, added.getUuid());
        assertThat(datasets.files(added.getUuid()).getFirst().blobUuid()).isEqualTo(fresh);
        assertThat(node.bean(Inventory.class).files(model).getFirst().blobUuid()).isEqualTo(fresh);
    }

    private Dataset add(NewDataset added) {
        return node.inTransaction(() -> datasets.add(added));
    }

    private void refuses(NewDataset added, FailureKind kind) {
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> add(added)).satisfies(refused -> {
            assertThat(refused.kind()).isEqualTo(kind);
            assertThat(refused.getMessage()).startsWith("Could not enter the dataset 'set' (").endsWith(".");
        });
    }

    private GivenFields given(String centerUuid) {
        return NewModels.full(centerUuid, "set");
    }

    private static WeighedModel weighed() {
        return NewModels.of("u", NewModels.plain("c", "set", null, null), "1.0.0").weighed();
    }

    private NewDataset dataset(String uuid, String account) {
        List<StoredFile> files = NewModels.version(center, "set", "1.0.0").files().stream()
                .map(file -> new StoredFile(file.path(), file.size(), file.sha256(), blobOf(uuid, file), file.verifiedBy())).toList();
        return new NewDataset(uuid, account, true, given(center), "abc", weighed(), files);
    }

    /** The same for the same file of the same dataset, and another for each dataset. */
    private static String blobOf(String uuid, StoredFile file) {
        return file.sha256().charAt(0) + uuid.substring(1);
    }
}
