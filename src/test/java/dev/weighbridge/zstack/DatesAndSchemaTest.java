package dev.weighbridge.zstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

import org.junit.jupiter.api.Test;

/** Points 4, 5 and 6 of section 0 of the wire contract, and the schema map of section 6. */
class DatesAndSchemaTest {

    private static final String CENTERS = "/zstack/v1/ai/model-centers";

    /** Go's layout {@code Jan 2, 2006 3:04:05 PM}. */
    private static final DateTimeFormatter GO_LAYOUT = DateTimeFormatter.ofPattern("MMM d, yyyy h:mm:ss a", Locale.ENGLISH);

    private final DoorClient admin = DoorClient.admin();

    private String prefix() {
        String prefix = "schema-" + UUID.randomUUID() + "-";
        for (int i = 0; i < 2; i++) {
            admin.post(CENTERS, DoorClient.centreBody(prefix + i, "/a")).ok();
        }
        return prefix;
    }

    @Test
    void datesAreThoseThatBothSdksRead() {
        var reply = admin.post(CENTERS, DoorClient.centreBody("dated", "/a")).ok();
        String date = reply.text("/inventory/createDate");
        assertThat(LocalDateTime.parse(date, GO_LAYOUT)).isBetween(LocalDateTime.now(ZoneId.systemDefault()).minusMinutes(2),
                LocalDateTime.now(ZoneId.systemDefault()).plusMinutes(1));
        assertThat(reply.body()).doesNotContain("\u202f").doesNotContain("\u00a0");
        assertThat(date).matches("[A-Z][a-z]{2} \\d{1,2}, \\d{4} \\d{1,2}:\\d{2}:\\d{2} [AP]M");
    }

    @Test
    void aQueryAlwaysDescribesEveryElement() {
        var reply = admin.get(CENTERS + "?q=name~=" + prefix() + "%25").ok();
        assertThat(reply.json().get("schema").toString()).isEqualTo(
                """
                {"inventories[0]":"org.zstack.ai.entity.ModelCenterInventory","inventories[0].capacity":"org.zstack.ai.entity.ModelCenterCapacityInventory",\
                "inventories[1]":"org.zstack.ai.entity.ModelCenterInventory","inventories[1].capacity":"org.zstack.ai.entity.ModelCenterCapacityInventory"}""");
    }

    @Test
    void aQueryThatFindsNothingStillHasItsListAndItsMap() {
        assertThat(admin.get("/zstack/v1/ai/models?q=name=" + UUID.randomUUID()).ok().body())
                .isEqualTo("{\"inventories\":[],\"schema\":{}}");
    }

    @Test
    void aJobDescribesItsResultToWhoAsks() {
        String job = DoorClient.jobUuid();
        admin.post(CENTERS, DoorClient.centreBody("described", "/a"), "X-Job-UUID", job);
        assertThat(admin.get("/zstack/v1/api-jobs/" + job).ok().json().has("schema")).isFalse();
        assertThat(admin.get("/zstack/v1/api-jobs/" + job, "X-JSON-Schema", "true").ok().json().get("schema").toString())
                .isEqualTo(
                        "{\"inventory\":\"org.zstack.ai.entity.ModelCenterInventory\",\"inventory.capacity\":\"org.zstack.ai.entity.ModelCenterCapacityInventory\"}");
    }

    @Test
    void aResultGivenDirectlyDescribesItselfToWhoAsks() {
        assertThat(admin.post(CENTERS, DoorClient.centreBody("plain", "/a")).ok().json().has("schema")).isFalse();
        assertThat(admin.post(CENTERS, DoorClient.centreBody("asked", "/a"), "X-JSON-Schema", "true").ok().json().has("schema")).isTrue();
    }

    @Test
    void nullsAreLeftOutAndThePrimitivePortIsAlwaysThere() {
        var inventory = admin.post(CENTERS, DoorClient.centreBody("sparse", "/a")).ok().json().get("inventory");
        assertThat(inventory.propertyNames()).containsExactlyInAnyOrder("uuid", "name", "url", "status", "managementIp", "managementPort",
                "capacity", "createDate", "lastOpDate");
    }

    @Test
    void everyFieldOfACentreComesBack() {
        var inventory = admin.post(CENTERS, """
                {"param":{"name":"full","url":"192.168.10.12:/ai/model_center","managementIp":"172.25.141.105","managementPort":5000,
                "description":"d","parameters":"vers=4","storageNetworkUuid":"5d7b0ffd0b2c4f0c8a5d0d3e6ad34c11",
                "serviceNetworkUuid":"6d7b0ffd0b2c4f0c8a5d0d3e6ad34c11","containerRegistry":"r","containerNetwork":"n",
                "containerStorageNetwork":"s","zoneUuid":"7d7b0ffd0b2c4f0c8a5d0d3e6ad34c11"}}""").ok().json().get("inventory");
        assertThat(inventory.get("url").asString()).isEqualTo("192.168.10.12:/ai/model_center");
        assertThat(inventory.get("parameters").asString()).isEqualTo("vers=4");
        assertThat(inventory.get("managementPort").isInt()).isTrue();
        assertThat(inventory.propertyNames()).contains("description", "storageNetworkUuid", "serviceNetworkUuid", "containerRegistry",
                "containerNetwork", "containerStorageNetwork", "capacity").doesNotContain("zoneUuid", "credentials", "accountUuid");
    }
}
