package dev.weighbridge.zstack.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.zstack.DoorClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Section 5 of the wire contract. */
class ErrorsTest {

    private static final String CENTERS = "/zstack/v1/ai/model-centers";

    private final DoorClient admin = DoorClient.admin();

    @ParameterizedTest
    @EnumSource
    void everyKindOfFailureHasItsCode(FailureKind kind) {
        String expected = switch (kind) {
            case INVALID_REQUEST -> "SYS.1007";
            case NOT_FOUND -> "SYS.1003";
            case TIMEOUT -> "SYS.1001";
            case CANCELLED -> "SYS.1017";
            case INTERNAL -> "SYS.1000";
            case NOT_AUTHENTICATED -> "ID.1001";
            case FORBIDDEN -> "ID.1002";
            case QUOTA_EXCEEDED -> "ID.1003";
            default -> "SYS.1006";
        };
        var error = Failures.reply(new IngestionException(kind, "Could not lift it: too heavy. Send help.")).get("error");
        assertThat(error.get("code").asString()).isEqualTo(expected);
        assertThat(error.get("details").asString()).isEqualTo("Could not lift it: too heavy. Send help.");
    }

    @Test
    void anUnexpectedFailureShowsAnIdAndNothingOfItself() {
        var error = Failures.reply(new IllegalStateException("secret inside")).get("error");
        assertThat(error.get("code").asString()).isEqualTo("SYS.1000");
        assertThat(error.get("description").asString()).isEqualTo("An internal error happened in system");
        assertThat(error.toString()).doesNotContain("secret inside").containsPattern("error id [0-9a-f]{32}");
    }

    @Test
    void aResourceUuidMustHaveTheFormOfOne() {
        admin.post(CENTERS, DoorClient.centreBody("a", "/a").replace("{\"name\"", "{\"resourceUuid\":\"ABC\",\"name\""))
                .failedWith("SYS.1007");
    }

    @Test
    void aResourceUuidIsTaken() {
        String uuid = ResourceUuid.random();
        String body = DoorClient.centreBody("a", "/a").replace("{\"name\"", "{\"resourceUuid\":\"" + uuid + "\",\"name\"");
        assertThat(admin.post(CENTERS, body).ok().text("/inventory/uuid")).isEqualTo(uuid);
        admin.post(CENTERS, body).failedWith("SYS.1007");
    }

    @Test
    void aTooLongNameIsAnInvalidArgument() {
        admin.post(CENTERS, DoorClient.centreBody("n".repeat(255), "/a")).ok();
        assertThat(admin.post(CENTERS, DoorClient.centreBody("n".repeat(256), "/a")).failedWith("SYS.1007").body()).contains("field[name]");
    }

    @Test
    void deletingWhatIsNotThereSucceeds() {
        assertThat(admin.delete(CENTERS + "/" + ResourceUuid.random()).ok().body()).isEqualTo("{}");
        assertThat(admin.delete("/zstack/v1/ai/models/" + ResourceUuid.random() + "?deleteMode=Permissive").ok().body()).isEqualTo("{}");
    }

    @Test
    void deletingAMalformedUuidFails() {
        assertThat(admin.delete("/zstack/v1/ai/models/nonsense").failedWith("SYS.1003").text("/error/details"))
                .isEqualTo("invalid field[uuid], resource[uuid:nonsense, type:ModelVO] not found");
        admin.delete(CENTERS + "/nonsense").failedWith("SYS.1003");
    }

    @Test
    void anUnknownDeleteModeIsAnInvalidArgument() {
        admin.delete(CENTERS + "/" + ResourceUuid.random() + "?deleteMode=Gently").failedWith("SYS.1007");
    }

    @Test
    void aDeletedCentreIsGone() {
        String uuid = admin.centre("/gone-" + UUID.randomUUID());
        assertThat(admin.get(CENTERS + "/" + uuid).ok().at("/inventories").size()).isEqualTo(1);
        assertThat(admin.delete(CENTERS + "/" + uuid).ok().body()).isEqualTo("{}");
        assertThat(admin.get(CENTERS + "/" + uuid).ok().at("/inventories").size()).isZero();
    }
}
