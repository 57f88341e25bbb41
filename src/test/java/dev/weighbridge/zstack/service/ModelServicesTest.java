package dev.weighbridge.zstack.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.zstack.DoorClient;
import dev.weighbridge.zstack.OrdinaryAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** AddModelService, QueryModelService, UpdateModelService, CloneModelService and DeleteModelService, and who may do what. */
@ParameterizedClass
@EnumSource
class ModelServicesTest {

    private static final String EVERYTHING = """
            ,"description":"serves","gpuComputeCapability":"8.0","system":"true","containerCommand":"/bin/sh","containerArgs":"-c x",
            "pythonVersion":"3.12","condaVersion":"24","zoneUuid":"7d7b0ffd0b2c4f0c8a5d0d3e6ad34c11","type":"App","source":"HuggingFace",
            "framework":"vLLM","architectureImages":[{"cpuArchitecture":"x86_64","dockerImage":"vllm/vllm-openai:v1","colour":1},
            {"cpuArchitecture":"aarch64","vmImageUuid":"8d7b0ffd0b2c4f0c8a5d0d3e6ad34c11"}],"supportDistributed":true,
            "vendorToSpecUuidsMap":{"NVIDIA":["9d7b0ffd0b2c4f0c8a5d0d3e6ad34c11"]},"readme":"# Read","systemTags":[],"tagUuids":[]""";

    private final TestNode node;

    private final DoorClient admin;

    private final String centre;

    ModelServicesTest(TestDatabase database) {
        node = TestNode.shared(database);
        admin = DoorClient.admin(node);
        centre = admin.centre("/services");
    }

    @Test
    void everyFieldComesBackAndNoOther() {
        var reply = admin.post(Services.PATH, Services.body(centre, EVERYTHING), "X-JSON-Schema", "true").ok();
        JsonNode service = reply.at("/inventory");
        assertThat(service.propertyNames()).containsExactlyInAnyOrder("uuid", "name", "description", "readme", "yaml", "requestCpu",
                "requestMemory", "modelCenterUuid", "type", "framework", "source", "size", "system", "gpuComputeCapability", "installPath",
                "pythonVersion", "condaVersion", "startCommand", "containerCommand", "containerArgs", "supportDistributed",
                "cpuArchitectures", "vendorToSpecUuidsMap", "modelServiceRefs", "modelServiceImages", "createDate", "lastOpDate");
        assertThat(service.get("yaml").asString()).isEqualTo("kind: Service\nport: 8000");
        assertThat(service.get("requestCpu").asInt()).isEqualTo(8);
        assertThat(service.get("requestMemory").asLong()).isEqualTo(17_179_869_184L);
        assertThat(service.get("system").asBoolean()).isTrue();
        assertThat(service.get("cpuArchitectures").toString()).isEqualTo("[\"x86_64\",\"aarch64\"]");
        assertThat(service.get("vendorToSpecUuidsMap").toString()).isEqualTo("{\"NVIDIA\":[\"9d7b0ffd0b2c4f0c8a5d0d3e6ad34c11\"]}");
        assertThat(service.at("/modelServiceImages/0/dockerImage").asString()).isEqualTo("vllm/vllm-openai:v1");
        assertThat(service.at("/modelServiceImages/1/uuid").asString()).matches("[0-9a-f]{32}");
        assertThat(reply.json().get("schema").propertyNames()).containsExactlyInAnyOrder("inventory", "inventory.modelServiceImages[0]",
                "inventory.modelServiceImages[1]");
        assertThat(reply.at("/schema/inventory").asString()).isEqualTo("org.zstack.ai.entity.ModelServiceInventory");
        assertThat(one(service.get("uuid").asString())).isEqualTo(service);
    }

    @Test
    void whatIsNotGivenIsLeftOutOrHasItsDefault() {
        JsonNode service = one(Services.add(admin, centre, ",\"modelUuids\":[],\"architectureImages\":null"));
        assertThat(service.propertyNames()).containsExactlyInAnyOrder("uuid", "name", "yaml", "requestCpu", "requestMemory",
                "modelCenterUuid", "type", "source", "size", "system", "installPath", "startCommand", "supportDistributed",
                "modelServiceRefs", "createDate", "lastOpDate");
        assertThat(service.get("type").asString()).isEqualTo("Endpoint");
        assertThat(service.get("source").asString()).isEqualTo("Other");
    }

    @Test
    void servicesAreFoundByTheirFields() {
        String full = Services.add(admin, centre, EVERYTHING);
        String sparse = Services.add(admin, centre, "");
        for (String condition : List.of("system=true", "type=app", "framework~=v%25", "description not null&q=supportDistributed=true",
                "uuid=" + full, "readme~=%25Read")) {
            assertThat(found(admin, condition.replace(" ", "%20"))).as(condition).containsExactly(full);
        }
        assertThat(found(admin, "requestMemory%3E17179869183&q=requestCpu=8&q=size=0&sort=-createDate")).containsExactly(sparse, full);
        assertThat(admin.get(Services.PATH + "?count=true&q=modelCenterUuid=" + centre).ok().at("/total").asInt()).isEqualTo(2);
        admin.get(Services.PATH + "?q=accountUuid=x").failedWith("SYS.1000");
        assertThat(admin.get(Services.PATH + "/" + ResourceUuid.random()).ok().body()).isEqualTo("{\"inventories\":[],\"schema\":{}}");
    }

    @Test
    void anUpdateChangesWhatItGivesOnBothPaths() {
        String uuid = Services.add(admin, centre, EVERYTHING);
        JsonNode before = one(uuid);
        JsonNode same = admin.put(Services.PATH + "/" + uuid, "{\"updateModelService\":{\"name\":\"\"}}").ok().at("/inventory");
        assertThat(same).isEqualTo(before);
        JsonNode after = admin.put(Services.PATH + "/" + uuid + "/actions", """
                {"updateModelService":{"uuid":"x","name":"sglang","yaml":"b: 2","requestCpu":"16","type":"Endpoint","supportDistributed":false,
                "architectureImages":[{"cpuArchitecture":"riscv64"}],"vendorToSpecUuidsMap":{}}}""").ok().at("/inventory");
        assertThat(after.get("name").asString()).isEqualTo("sglang");
        assertThat(after.get("requestCpu").asInt()).isEqualTo(16);
        assertThat(after.get("cpuArchitectures").toString()).isEqualTo("[\"riscv64\"]");
        assertThat(after.get("vendorToSpecUuidsMap").toString()).isEqualTo("{}");
        assertThat(after.get("supportDistributed").asBoolean()).isFalse();
        for (String kept : List.of("uuid", "description", "startCommand", "requestMemory", "system", "source", "createDate",
                "condaVersion")) {
            assertThat(after.get(kept)).as(kept).isEqualTo(before.get(kept));
        }
        assertThat(one(uuid)).isEqualTo(after);
    }

    @Test
    void aCloneIsAServiceOfItsOwn() {
        String original = Services.add(admin, centre, EVERYTHING);
        String wished = ResourceUuid.random();
        JsonNode clone = admin
                .post(Services.PATH + "/" + original, "{\"params\":{\"name\":\"copy\",\"size\":0,\"system\":false,\"resourceUuid\":\""
                        + wished + "\"}}")
                .ok().at("/inventory");
        assertThat(clone.get("uuid").asString()).isEqualTo(wished);
        assertThat(clone.get("name").asString()).isEqualTo("copy");
        assertThat(clone.get("system").asBoolean()).isFalse();
        assertThat(clone.get("yaml")).isEqualTo(one(original).get("yaml"));
        assertThat(clone.at("/modelServiceImages/0/dockerImage")).isEqualTo(one(original).at("/modelServiceImages/0/dockerImage"));
        assertThat(clone.at("/modelServiceImages/0/uuid")).isNotEqualTo(one(original).at("/modelServiceImages/0/uuid"));
        assertThat(clone.get("cpuArchitectures")).isEqualTo(one(original).get("cpuArchitectures"));
        admin.delete(Services.PATH + "/" + original).ok();
        assertThat(one(wished)).isEqualTo(clone);
        admin.post(Services.PATH + "/" + original, "{\"params\":{}}").failedWith("SYS.1003");
    }

    @Test
    void aDeletedServiceIsGoneAndStaysDeletable() {
        String uuid = Services.add(admin, centre, "");
        for (int i = 0; i < 2; i++) {
            assertThat(admin.delete(Services.PATH + "/" + uuid + "?deleteMode=Permissive").ok().body()).isEqualTo("{}");
        }
        assertThat(admin.get(Services.PATH + "/" + uuid).ok().at("/inventories").isEmpty()).isTrue();
        admin.delete(Services.PATH + "/nonsense").failedWith("SYS.1003");
        admin.put(Services.PATH + "/" + uuid, "{\"updateModelService\":{\"name\":\"a\"}}").failedWith("SYS.1003");
    }

    @Test
    void anOrdinaryAccountSeesItsOwnAndThoseOfTheSystemAndChangesOnlyItsOwn() {
        DoorClient ordinary = OrdinaryAccount.on(node).client();
        String hidden = Services.add(admin, centre, "");
        String everybodys = Services.add(admin, centre, ",\"system\":true");
        String own = Services.add(ordinary, centre, "");
        assertThat(found(ordinary, "name=vllm")).containsExactlyInAnyOrder(everybodys, own);
        ordinary.put(Services.PATH + "/" + hidden, "{\"updateModelService\":{\"name\":\"mine\"}}").failedWith("SYS.1003");
        ordinary.put(Services.PATH + "/" + everybodys, "{\"updateModelService\":{\"name\":\"mine\"}}").failedWith("ID.1002");
        ordinary.delete(Services.PATH + "/" + everybodys).failedWith("ID.1002");
        assertThat(ordinary.delete(Services.PATH + "/" + hidden).ok().body()).isEqualTo("{}");
        ordinary.post(Services.PATH + "/" + hidden, "{\"params\":{}}").failedWith("SYS.1003");
        JsonNode clone = ordinary.post(Services.PATH + "/" + everybodys, "{\"params\":{}}").ok().at("/inventory");
        assertThat(clone.get("system").asBoolean()).isFalse();
        ordinary.post(Services.PATH, Services.body(centre, ",\"system\":true")).failedWith("ID.1002");
        assertThat(found(admin, "name=vllm")).contains(hidden, everybodys, own);
        ordinary.put(Services.PATH + "/" + own, "{\"updateModelService\":{\"name\":\"mine\"}}").ok();
    }

    private JsonNode one(String uuid) {
        return admin.get(Services.PATH + "/" + uuid).ok().at("/inventories/0");
    }

    private List<String> found(DoorClient client, String conditions) {
        return client.get(Services.PATH + "?q=modelCenterUuid=" + centre + "&q=" + conditions).ok().at("/inventories").valueStream()
                .map(service -> service.get("uuid").asString()).toList();
    }
}
