package dev.weighbridge.zstack.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.zstack.DoorClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the APIs of model services refuse, and how. */
class ServiceChecksTest {

    private final DoorClient admin = DoorClient.admin(TestNode.shared(TestDatabase.H2));

    private final String centre = admin.centre("/checks");

    @ParameterizedTest
    @ValueSource(strings = {"name", "yaml", "modelCenterUuid", "requestCpu", "requestMemory", "installPath", "startCommand"})
    void aMissingMandatoryFieldIsAnInvalidArgument(String field) {
        String body = Services.without(field, Services.body(centre, ""));
        assertThat(admin.post(Services.PATH, body).failedWith("SYS.1007").text("/error/details")).contains("field[" + field + "]");
        assertThat(admin.awaitJob(admin.asGoSdk().post(Services.PATH, body)).failedWith("SYS.1007").text("/error/details"))
                .contains("field[" + field + "]");
    }

    @ParameterizedTest
    @CsvSource({"name, 256", "description, 2049", "readme, 100001", "yaml, 200001", "gpuComputeCapability, 256", "installPath, 2049",
            "startCommand, 8193", "containerCommand, 8193", "containerArgs, 8193", "pythonVersion, 256", "condaVersion, 256",
            "zoneUuid, 33",
            "framework, 256"})
    void anOverLongFieldIsAnInvalidArgument(String field, int length) {
        String body = Services.body(centre, ",\"" + field + "\":\"" + "1".repeat(length) + "\"");
        assertThat(admin.post(Services.PATH, body).failedWith("SYS.1007").text("/error/details")).contains("field[" + field + "]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            type               | "endpoint"
            source             | "Huggingface"
            requestCpu         | -1
            requestMemory      | -1
            yaml               | "a\\u001bb"
            resourceUuid       | "nonsense"
            architectureImages | [{"dockerImage":"a"}]
            architectureImages | [{"cpuArchitecture":"a"},{"cpuArchitecture":"a"}]
            vendorToSpecUuidsMap | {"a":"%s"}
            """)
    void aValueThatIsNotValidIsAnInvalidArgument(String field, String value) {
        String body = Services.body(centre, ",\"" + field + "\":" + value.formatted("x".repeat(66_000)));
        assertThat(admin.post(Services.PATH, body).failedWith("SYS.1007").text("/error/details")).startsWith("Could not ").contains(field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            requestCpu           | 2147483648
            requestMemory        | "much"
            system               | "yes"
            supportDistributed   | 1
            name                 | {}
            vendorToSpecUuidsMap | []
            vendorToSpecUuidsMap | {"a\\u0000":1}
            vendorToSpecUuidsMap | "a"
            architectureImages   | {}
            architectureImages   | ["a"]
            modelUuids           | "a"
            """)
    void aFieldOfAnotherTypeIsPlainText400(String field, String value) {
        assertThat(admin.post(Services.PATH, Services.body(centre, ",\"" + field + "\":" + value)).refusedWith(400).body())
                .startsWith("invalid field[" + field + "]");
    }

    @Test
    void whatIsNamedMustBeThere() {
        String unknown = ResourceUuid.random();
        assertThat(admin.post(Services.PATH, Services.body(unknown, "")).failedWith("SYS.1003").text("/error/details"))
                .contains("field[modelCenterUuid]", unknown);
        assertThat(admin.post(Services.PATH, Services.body(centre, ",\"modelUuids\":[\"" + unknown + "\"]")).failedWith("SYS.1003")
                .text("/error/details")).contains("field[modelUuids]", unknown);
        assertThat(admin.post(Services.PATH, Services.body(centre, ",\"tagUuids\":[\"" + unknown + "\"]")).failedWith("SYS.1003")
                .text("/error/details")).contains("field[tagUuids]", unknown);
    }

    @Test
    void aUuidIsUsedOnce() {
        String more = ",\"resourceUuid\":\"" + ResourceUuid.random() + "\"";
        Services.add(admin, centre, more);
        assertThat(admin.post(Services.PATH, Services.body(centre, more)).failedWith("SYS.1007").text("/error/details"))
                .contains("field[resourceUuid] is already in use");
    }

    @Test
    void theLongestServiceFitsIntoItsAnswer() {
        String line = "\\\"\\n";
        String more = ",\"readme\":\"r" + line.repeat(49_999) + "r\",\"yaml\":\"y" + line.repeat(99_999) + "y\",\"containerArgs\":\"a"
                + line.repeat(4095) + "a\"";
        assertThat(admin.post(Services.PATH, Services.body(centre, more)).ok().text("/inventory/yaml")).hasSize(200_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"serviceName", "servicePorts", "environmentParameters", "dockerImage"})
    void aChangeThatIsNotKeptIsRefusedAndSaysWhatToSend(String field) {
        String uuid = Services.add(admin, centre, "");
        String value = field.equals("servicePorts") ? "[80]" : field.equals("environmentParameters") ? "{\"a\":\"b\"}" : "\"a\"";
        assertThat(admin.put(Services.PATH + "/" + uuid, "{\"updateModelService\":{\"name\":\"new\",\"" + field + "\":" + value + "}}")
                .failedWith("SYS.1007").text("/error/details")).contains("field[" + field + "]").contains("Send ");
        assertThat(admin.get(Services.PATH + "/" + uuid).text("/inventories/0/name")).isEqualTo("vllm");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/actions"})
    void deployingIsNotSupportedAndSaysSo(String actions) {
        String path = Services.PATH + "/" + Services.add(admin, centre, "") + actions;
        String body = "{\"deployModelService\":{\"name\":\"a\",\"zoneUuid\":\"b\",\"type\":\"Container\"}}";
        assertThat(admin.put(path, body).failedWith("SYS.1014").text("/error/details")).startsWith("Could not deploy ");
        admin.awaitJob(admin.put(path, body, "X-Job-UUID", DoorClient.jobUuid())).failedWith("SYS.1014");
    }

    @Test
    void aPutOfAnotherActionIsPlainText400() {
        assertThat(admin.put(Services.PATH + "/" + ResourceUuid.random(), "{\"updateModel\":{}}").refusedWith(400).body())
                .startsWith("the body doesn't contain action mapping").contains("updateModelService", "deployModelService");
    }
}
