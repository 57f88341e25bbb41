package dev.weighbridge.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;

import jakarta.persistence.EntityManagerFactory;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.artifact.SafetyKind;
import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.center.ModelCenters;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.IllegalTransactionStateException;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class InventoryTest {

    private final TestNode node;

    private final Inventory inventory;

    private final String center;

    InventoryTest(TestDatabase database) {
        node = TestNode.shared(database);
        inventory = node.bean(Inventory.class);
        center = NewModels.centerOn(node);
    }

    @Test
    void answersWhatWasGivenAndWhatWasDerived() {
        String uuid = ResourceUuid.random();
        Model added = add(NewModels.of(uuid, NewModels.full(center, "qwen"), "1.0.0"));
        Model found = inventory.find(uuid).orElseThrow();

        assertThat(found).usingRecursiveComparison().isEqualTo(added);
        assertThat(found.getName()).isEqualTo("qwen");
        assertThat(found.getSize()).isEqualTo(99);
        assertThat(found.getArtifactSizeBytes()).isEqualTo(1234);
        assertThat(found.getSourceTime()).isEqualTo(NewModels.MADE);
        assertThat(found.getRecommendedGpuNum()).containsExactly(1, 2, 4);
        assertThat(found.getRequestedLinks())
                .isEqualTo(new RequestedLinks(List.of("s1", "s2"), "s1"));
        assertThat(found.getFineTuning()).isEqualTo(NewModels.full(center, "qwen").fineTuning());
        assertThat(found)
                .extracting(Model::getArchitectureType, Model::getFrameworkVersion, Model::getRequiredAccelerator, Model::getPipelineTag)
                .containsExactly("Qwen3MoeForCausalLM", "PyTorch 2.0.1+cu118", "cuda:12.1", "text-generation");
        assertThat(found).extracting(Model::getMinGpuMemory, Model::getRecommendedGpuMemory, Model::getExtraGpuMemRequest)
                .containsExactly(11L, 12L, 13L);
    }

    @Test
    void takesTheWeighedSizeWhereNoneIsGiven() {
        assertThat(add(NewModels.version(center, "plain", "1.0.0")).getSize()).isEqualTo(1234);
    }

    @Test
    void keepsFilesByTheBytesOfTheirPathsAndDerivationsInTheirOrder() {
        NewModel added = NewModels.version(center, "files", "1.0.0");
        add(added);
        assertThat(inventory.files(added.uuid())).extracting(StoredFile::path).containsExactly("Model.safetensors", "a/\u00e9.txt",
                "config.json");
        assertThat(inventory.files(added.uuid())).extracting(StoredFile::verifiedBy)
                .containsExactly(Digest.Algorithm.SHA256, Digest.Algorithm.GIT_SHA1, null);
        assertThat(inventory.files(added.uuid())).containsExactlyInAnyOrderElementsOf(added.files());
        assertThat(inventory.derivations(added.uuid())).as("with the inputs of those that were computed")
                .isEqualTo(added.weighed().derivations());
    }

    @Test
    void keepsWhatIsLongerThanItsColumnOrHoldsANul() {
        NewModel plain = NewModels.version(center, "long", "1.0.0");
        WeighedModel weighed = plain.weighed();
        var odd = new WeighedModel(weighed.artifactChecksum(), 1, "1.0.0", null,
                List.of(new Derivation("licence", "mit", "r".repeat(5000), null)),
                List.of("s".repeat(5000), "a\0b"), List.of());
        add(new NewModel(plain.uuid(), plain.accountUuid(), "Custom", plain.given(), odd, plain.files()));
        assertThat(inventory.derivations(plain.uuid())).singleElement().extracting(Derivation::rule).asString().hasSize(2048)
                .endsWith("r…");
        assertThat(inventory.findings(plain.uuid())).extracting(Found::sentence).containsExactly("s".repeat(4095) + "…", "a?b");
    }

    @Test
    void keepsWhatWasFoundDangersFirst() {
        NewModel added = NewModels.version(center, "found", "1.0.0");
        add(added);
        assertThat(inventory.findings(added.uuid())).containsExactly(new Found(SafetyKind.REMOTE_CODE, "a/\u00e9.txt", "It is code."),
                new Found(null, null, "Something is odd."));
        inventory.delete(added.uuid());
        assertThat(inventory.findings(added.uuid())).isEmpty();
    }

    @Test
    void movesTheLatestFlagAsVersionsComeAndGo() {
        String rc = add(NewModels.version(center, "moves", "2.0.0-rc.1")).getUuid();
        assertThat(latest()).containsExactly(rc);
        String one = add(NewModels.version(center, "moves", "1.0.0")).getUuid();
        String older = add(NewModels.version(center, "moves", "0.9.0")).getUuid();
        assertThat(latest()).containsExactly(one);
        String two = add(NewModels.version(center, "moves", "2.0.0")).getUuid();
        assertThat(latest()).containsExactly(two);

        inventory.delete(one);
        assertThat(latest()).containsExactly(two);
        inventory.delete(two);
        assertThat(latest()).containsExactly(older);
        inventory.delete(older);
        assertThat(latest()).containsExactly(rc);
        inventory.delete(rc);
        assertThat(latest()).isEmpty();
        assertThat(rowsOf("lineage")).isZero();
        assertThat(inventory.delete(rc)).isFalse();
    }

    @Test
    void hasOneLineageForEachModelIdElseNameInACenter() {
        add(NewModels.of(ResourceUuid.random(), NewModels.plain(center, "one name", "Org/x", null), "1.0.0"));
        String second = add(NewModels.of(ResourceUuid.random(), NewModels.plain(center, "another", "Org/x", null), "1.1.0")).getUuid();
        String byName = add(NewModels.version(center, "one name", "0.1.0")).getUuid();
        String blankId = add(NewModels.of(ResourceUuid.random(), NewModels.plain(center, "third", " ", null), "0.1.0")).getUuid();
        assertThat(latest()).containsExactlyInAnyOrder(second, byName, blankId);

        String elsewhere = NewModels.centerOn(node);
        assertThat(add(NewModels.version(elsewhere, "one name", "0.0.1")).isLatestVersion()).isTrue();
    }

    @Test
    void leavesNothingBehindWhenTheCallerRollsBack() {
        NewModel added = NewModels.version(center, "rolled back", "1.0.0");
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> node.inTransaction(() -> {
            inventory.add(added);
            throw new IllegalStateException("the fence says no");
        }));
        assertThat(inventory.find(added.uuid())).isEmpty();
        assertThat(inventory.files(added.uuid())).isEmpty();
        assertThat(rowsOf("lineage")).isZero();
    }

    @Test
    void addsOnlyInTheTransactionOfItsCaller() {
        NewModel added = NewModels.version(center, "alone", "1.0.0");
        assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(() -> inventory.add(added));
    }

    @Test
    void refusesAUuidThatIsInUse() {
        NewModel added = NewModels.version(center, "twice", "1.0.0");
        add(added);
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> add(added))
                .returns(FailureKind.CONFLICT, IngestionException::kind).withMessageContaining(added.uuid());
        assertThat(latest()).containsExactly(added.uuid());
    }

    @Test
    void refusesACenterThatIsGone() {
        NewModel added = NewModels.version(ResourceUuid.random(), "homeless", "1.0.0");
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> add(added))
                .returns(FailureKind.NOT_FOUND, IngestionException::kind).withMessageContaining("model centre");
    }

    @Test
    void refusesAnOwnerThatIsGone() {
        NewModel known = NewModels.version(center, "orphan", "1.0.0");
        var added = new NewModel(known.uuid(), ResourceUuid.random(), "Custom", known.given(), known.weighed(), known.files());
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> add(added))
                .returns(FailureKind.NOT_FOUND, IngestionException::kind).withMessageContaining("account " + added.accountUuid());
    }

    @Test
    void deletesAllOfACenterAndNothingElse() {
        String a = add(NewModels.version(center, "a", "1.0.0")).getUuid();
        String b = add(NewModels.version(center, "b", "1.0.0")).getUuid();
        String elsewhere = add(NewModels.version(NewModels.centerOn(node), "a", "1.0.0")).getUuid();

        node.inTransaction(() -> {
            assertThat(node.bean(ModelCenters.class).hold(center)).isTrue();
            assertThat(inventory.deleteOfCenter(center)).containsExactlyInAnyOrder(a, b);
            node.bean(ModelCenters.class).delete(center);
            return center;
        });
        assertThat(inventory.find(a)).isEmpty();
        assertThat(inventory.files(b)).isEmpty();
        assertThat(inventory.find(elsewhere)).isPresent();
        assertThat(node.bean(ModelCenters.class).find(center)).isEmpty();
    }

    @Test
    void answersQueriesByTheInventorysNames() {
        for (String version : List.of("1.0.0", "1.1.0", "1.2.0", "1.3.0")) {
            add(NewModels.version(center, "queried", version));
        }
        Specification<Model> here = (model, query, builder) -> builder.equal(model.get("modelCenterUuid"), center);
        assertThat(inventory.query(here, Sort.by("versionSemver").descending(), 1, 2)).extracting(Model::getVersionSemver)
                .containsExactly("1.2.0", "1.1.0");
        assertThat(inventory.count(here)).isEqualTo(4);
        assertThat(inventory.count(here.and((model, query, builder) -> builder.isTrue(model.get("isLatestVersion"))))).isEqualTo(1);
        assertThat(inventory.count(Specification.<Model>unrestricted().and(here))).isEqualTo(4);
    }

    /** Two more statements, which do not go through Hibernate, lock the centre's and the lineage's row. */
    @Test
    void addsAModelInFewStatements() {
        add(NewModels.version(center, "counted", "1.0.0"));
        var statistics = node.bean(EntityManagerFactory.class).unwrap(SessionFactory.class).getStatistics();
        statistics.setStatisticsEnabled(true);
        long before = statistics.getPrepareStatementCount();
        add(NewModels.version(center, "counted", "1.0.1"));
        long sent = statistics.getPrepareStatementCount() - before;
        statistics.setStatisticsEnabled(false);
        assertThat(sent).as("read the latest, take its flag, insert the model, its files, its derivations and its findings")
                .isEqualTo(6);
    }

    private Model add(NewModel added) {
        return node.inTransaction(() -> inventory.add(added));
    }

    private List<String> latest() {
        return node.bean(JdbcTemplate.class).queryForList("select uuid from model where model_center_uuid = ? and is_latest_version",
                String.class,
                center);
    }

    private @Nullable Integer rowsOf(String table) {
        return node.bean(JdbcTemplate.class).queryForObject("select count(*) from " + table + " where model_center_uuid = ?", Integer.class,
                center);
    }
}
