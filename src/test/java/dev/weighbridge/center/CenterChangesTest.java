package dev.weighbridge.center;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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

@ParameterizedClass
@EnumSource(TestDatabase.class)
class CenterChangesTest {

    private static final String ADMIN = "36c27e8ff05c4780bf6d2fa65700f22e";

    private final ModelCenters centers;

    private final CenterChanges changes;

    private final String uuid;

    CenterChangesTest(TestDatabase database) {
        TestNode node = TestNode.shared(database);
        centers = node.bean(ModelCenters.class);
        changes = node.bean(CenterChanges.class);
        uuid = centers.add(ADMIN, new NewCenter(null, "hub", "what", "https://hub.example/m",
                "{\"type\":\"huggingface\",\"token\":\"hf_secret\"}", "127.0.0.1", 5000, "z", "s", "t", "r", "cs", "c")).getUuid();
    }

    private static NewCenter change(@Nullable String name, @Nullable String url, @Nullable String parameters) {
        return new NewCenter(null, name, null, url, parameters, null, null, null, null, null, null, null, null);
    }

    private void refused(String field, NewCenter change) {
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> changes.change(uuid, change))
                .returns(FailureKind.INVALID_REQUEST, IngestionException::kind).withMessageContaining("field[" + field + "] ");
    }

    @Test
    void changesWhatIsGivenAndNothingElse() {
        ModelCenter before = centers.find(uuid).orElseThrow();
        ModelCenter after = changes.change(uuid, new NewCenter(null, "other", null, null, null, "10.0.0.1", 6000, null, "s2", null, null,
                null, "c2"));
        assertThat(after).extracting(ModelCenter::getName, ModelCenter::getManagementIp, ModelCenter::getManagementPort,
                ModelCenter::getStorageNetworkUuid, ModelCenter::getContainerNetwork)
                .containsExactly("other", "10.0.0.1", 6000, "s2", "c2");
        assertThat(centers.find(uuid).orElseThrow()).usingRecursiveComparison().ignoringFields("name", "managementIp", "managementPort",
                "storageNetworkUuid", "containerNetwork", "credentials", "lastOpDate").isEqualTo(before);
        assertThat(after.getLastOpDate()).isAfter(before.getLastOpDate());
        assertThat(centers.access(uuid)).isEqualTo(new SourceAccess("hf_secret", "hub.example"));
    }

    @Test
    void keepsCredentialsThatTheNewParametersLeaveOut() {
        ModelCenter after = changes.change(uuid, change(null, null, "{\"type\":\"huggingface\",\"revision\":\"v1\"}"));
        assertThat(after.getParameters()).isEqualTo("{\"type\":\"huggingface\",\"revision\":\"v1\"}");
        assertThat(centers.access(uuid).tokenFor("hub.example")).isEqualTo("hf_secret");
    }

    @Test
    void replacesCredentialsThatAreGivenAndForgetsThoseThatAreNull() {
        ModelCenter after = changes.change(uuid, change(null, null, "{\"token\":\"hf_other\"}"));
        assertThat(after.getParameters()).isEqualTo("{}");
        assertThat(centers.access(uuid).tokenFor("hub.example")).isEqualTo("hf_other");
        changes.change(uuid, change(null, null, "{\"token\":null}"));
        assertThat(centers.access(uuid)).isEqualTo(SourceAccess.ANONYMOUS);
    }

    /** Else whoever may change a centre could have its secret sent to a server of his own. */
    @Test
    void takesKeptCredentialsToNoOtherHost() {
        refused("url", change(null, "https://evil.example/m", null));
        refused("url", change(null, "http://hub.example/m", null));
        refused("url", change(null, null, "{\"type\":\"huggingface\",\"endpoint\":\"https://evil.example\"}"));
        refused("url", change(null, "https://evil.example", "{\"secretKey\":\"another\"}"));
        assertThat(centers.find(uuid).orElseThrow().getUrl()).isEqualTo("https://hub.example/m");
        changes.change(uuid, change(null, "https://other.example/m", "{\"type\":\"huggingface\",\"token\":\"hf_other\"}"));
        assertThat(centers.access(uuid)).isEqualTo(new SourceAccess("hf_other", "other.example"));
        changes.change(uuid, change(null, "https://third.example/m", "{\"type\":\"huggingface\",\"token\":\"\"}"));
        assertThat(centers.access(uuid)).isEqualTo(SourceAccess.ANONYMOUS);
    }

    @Test
    void checksWhatIsGivenAsForANewCentreAndByTheLimitsOfAnUpdate() {
        refused("name", change("x".repeat(256), null, null));
        refused("url", change(null, "/" + "x".repeat(255), null));
        refused("url", change(null, "https://user:pw@host/", null));
        refused("parameters", change(null, null, "{\"type\":\"floppy\"}"));
        refused("parameters", change(null, null, "{\"a\":\"" + "x".repeat(250) + "\"}"));
        refused("managementPort", new NewCenter(null, null, null, null, null, null, 0, null, null, null, null, null, null));
    }

    @Test
    void saysThatTheCentreIsNotThere() {
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> changes.change(ResourceUuid.random(), change("a", null, null)))
                .returns(FailureKind.NOT_FOUND, IngestionException::kind);
    }
}
