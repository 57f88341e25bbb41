package dev.weighbridge.center;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.source.SourceAccess;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.jdbc.core.JdbcTemplate;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class ModelCentersTest {

    private static final String ADMIN = "36c27e8ff05c4780bf6d2fa65700f22e";

    private final TestNode node;

    private final ModelCenters centers;

    ModelCentersTest(TestDatabase database) {
        node = TestNode.shared(database);
        centers = node.bean(ModelCenters.class);
    }

    @Test
    void keepsWhatWasGiven() {
        String uuid = ResourceUuid.random();
        var given = new NewCenter(uuid, "hub", "what", "https://Hub.example:8443/models", "{\"type\":\"huggingface\"}", "127.0.0.1", 65535,
                "z", "s", "t",
                "registry", "cs", "c");
        ModelCenter added = centers.add(ADMIN, given);
        ModelCenter found = centers.find(uuid).orElseThrow();
        assertThat(found).usingRecursiveComparison().isEqualTo(added);
        assertThat(found).extracting(ModelCenter::getUuid, ModelCenter::getAccountUuid, ModelCenter::getName, ModelCenter::getDescription,
                ModelCenter::getUrl, ModelCenter::getParameters, ModelCenter::getManagementIp, ModelCenter::getManagementPort)
                .containsExactly(uuid, ADMIN, "hub", "what", "https://Hub.example:8443/models", "{\"type\":\"huggingface\"}", "127.0.0.1",
                        65535);
        assertThat(found).extracting(ModelCenter::getZoneUuid, ModelCenter::getStorageNetworkUuid, ModelCenter::getServiceNetworkUuid,
                ModelCenter::getContainerRegistry, ModelCenter::getContainerStorageNetwork, ModelCenter::getContainerNetwork)
                .containsExactly("z", "s", "t", "registry", "cs", "c");
        assertThat(centers.access(uuid)).isEqualTo(SourceAccess.ANONYMOUS);
    }

    @Test
    void keepsATokenEncryptedAndGivesItOnlyForTheCentersHost() {
        String uuid = add("https://Hub.example/m", "{\"token\":\"hf_verysecret\",\"type\":\"huggingface\"}").getUuid();
        assertThat(centers.find(uuid).orElseThrow().getParameters()).isEqualTo("{\"type\":\"huggingface\"}");
        assertThat(centers.access(uuid)).isEqualTo(new SourceAccess("hf_verysecret", "hub.example"));
        byte[] row = node.bean(JdbcTemplate.class).queryForObject("select credentials from model_center where uuid = ?", byte[].class,
                uuid);
        assertThat(new String(row, StandardCharsets.ISO_8859_1)).doesNotContain("hf_verysecret");
        assertThat(new NewCenter(null, "n", null, null, "{\"token\":\"hf_verysecret\"}", null, null, null, null, null, null, null, null)
                .toString())
                .doesNotContain("hf_verysecret");
    }

    @Test
    void givesNoTokenWhereThereIsNoHost() {
        assertThat(centers.access(add("/models", "{\"token\":\"hf_verysecret\"}").getUuid())).isEqualTo(SourceAccess.ANONYMOUS);
        assertThat(centers.access(ResourceUuid.random())).isEqualTo(SourceAccess.ANONYMOUS);
    }

    @Test
    void namesTheFieldThatItRefuses() {
        String long256 = "x".repeat(256);
        Stream.of(refused("name", null, "/m", "h", 1), refused("name", " ", "/m", "h", 1), refused("name", long256, "/m", "h", 1),
                refused("name", "a\0b", "/m", "h", 1), refused("url", "n", null, "h", 1), refused("url", "n", "huggingface.co", "h", 1),
                refused("url", "n", "https://user:pw@host/", "h", 1), refused("url", "n", "https://host/?sig=pw", "h", 1),
                refused("url", "n", "https:///x", "h", 1), refused("url", "n", "/a/../b", "h", 1),
                refused("url", "n", "/" + "x".repeat(2048), "h", 1),
                refused("managementIp", "n", "/m", null, 1), refused("managementIp", "n", "/m", long256, 1),
                refused("managementPort", "n", "/m", "h", null), refused("managementPort", "n", "/m", "h", 0),
                refused("managementPort", "n", "/m", "h", 65536))
                .forEach(sentence -> assertThat(sentence).doesNotContain("pw").doesNotContain("\0"));
    }

    @Test
    void refusesAResourceUuidThatIsMalformedOrInUse() {
        for (String uuid : new String[] {"x", ResourceUuid.random().replaceFirst("^[0-9a-f]", "G"), add("/m", null).getUuid()}) {
            var given = new NewCenter(uuid, "n", null, "/m", null, "h", 1, null, null, null, null, null, null);
            assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> centers.add(ADMIN, given))
                    .returns(FailureKind.INVALID_REQUEST, IngestionException::kind).withMessageContaining("field[resourceUuid]");
        }
    }

    @Test
    void deletesWhatIsThereAndNothingElse() {
        String uuid = add("/m", null).getUuid();
        String other = add("/m", null).getUuid();
        centers.delete(uuid);
        centers.delete(uuid);
        assertThat(centers.find(uuid)).isEmpty();
        assertThat(centers.find(other)).isPresent();
        boolean held = node.inTransaction(() -> centers.hold(uuid));
        assertThat(held).isFalse();
    }

    @Test
    void doesNotDeleteACenterThatHoldsModels() {
        String uuid = add("/m", null).getUuid();
        node.bean(JdbcTemplate.class).update("insert into lineage (uuid, model_center_uuid, lineage_key) values (?, ?, 'k')",
                ResourceUuid.random(), uuid);
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> centers.delete(uuid))
                .returns(FailureKind.CONFLICT, IngestionException::kind);
        assertThat(centers.find(uuid)).isPresent();
    }

    @Test
    void answersQueriesByTheInventorysNames() {
        String name = ResourceUuid.random();
        for (int port = 1; port <= 3; port++) {
            centers.add(ADMIN, new NewCenter(null, name, null, "/m", null, "h", port, null, null, null, null, null, null));
        }
        Specification<ModelCenter> mine = (center, query, builder) -> builder.equal(center.get("name"), name);
        assertThat(centers.query(mine, Sort.by("managementPort").descending(), 1, 5)).extracting(ModelCenter::getManagementPort)
                .containsExactly(2, 1);
        assertThat(centers.count(mine)).isEqualTo(3);
    }

    private ModelCenter add(String url, @Nullable String parameters) {
        return centers.add(ADMIN,
                new NewCenter(null, "shelf", null, url, parameters, "127.0.0.1", 5000, null, null, null, null, null, null));
    }

    private String refused(String field, @Nullable String name, @Nullable String url, @Nullable String ip, @Nullable Integer port) {
        var given = new NewCenter(null, name, null, url, null, ip, port, null, null, null, null, null, null);
        var failure = catchThrowableOfType(IngestionException.class, () -> centers.add(ADMIN, given));
        assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
        assertThat(failure.getMessage()).contains("field[" + field + "] ");
        return failure.getMessage();
    }
}
