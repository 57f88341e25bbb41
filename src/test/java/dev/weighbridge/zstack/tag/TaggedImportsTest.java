package dev.weighbridge.zstack.tag;

import static dev.weighbridge.zstack.Shelf.MODELS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.zstack.DoorClient;
import dev.weighbridge.zstack.Shelf;
import org.junit.jupiter.api.Test;

/** Tags from AddModel to the model: given in the places where the SDKs put them, derived from the files, made from patterns. */
class TaggedImportsTest {

    private final TestNode node = TestNode.shared(TestDatabase.H2);

    private final DoorClient admin = DoorClient.admin(node);

    private final String centre = Shelf.on(node).centre(Shelf.name("imports"));

    private String body(String inside, String beside) throws IOException {
        Path folder = Files.createDirectories(node.models().resolve(Shelf.name("tagged")));
        Files.writeString(folder.resolve("config.json"), "{\"model_type\":\"qwen2\",\"architectures\":[\"Qwen2ForCausalLM\"]}");
        Files.writeString(folder.resolve("model.gguf.txt"), folder.toString());
        return "{\"param\":{\"name\":\"" + folder.getFileName() + "\",\"installPath\":\"" + folder + "\",\"modelCenterUuid\":\"" + centre
                + "\""
                + inside + "}" + beside + "}";
    }

    private List<String> tags(String path, String model) {
        return admin.get("/zstack/v1/" + path + "?sort=tag&" + Shelf.query("resourceUuid=" + model)).ok().at("/inventories").valueStream()
                .map(tag -> tag.get("tag").asString()).toList();
    }

    @Test
    void theJavaSdkPutsTagsInside() throws IOException {
        var accepted = admin.post(MODELS, body(",\"systemTags\":[\"team::a\",\"team::a\"],\"userTags\":[\"mine\",\" \"]", ""), "X-Job-UUID",
                DoorClient.jobUuid());
        String model = admin.awaitJob(accepted).ok().text("/inventory/uuid");
        assertThat(tags("system-tags", model)).containsExactly("AI::Text-Generation", "team::a");
        assertThat(tags("user-tags", model)).containsExactly("mine");
        assertThat(admin.get("/zstack/v1/system-tags?" + Shelf.query("resourceUuid=" + model, "inherent=true")).at("/inventories").size())
                .as("the one that was derived").isEqualTo(1);
    }

    @Test
    void theGoSdkPutsTagsBesideAndTheyWin() throws IOException {
        var accepted = admin.asGoSdk().post(MODELS,
                body(",\"systemTags\":[\"lost::1\"]", ",\"systemTags\":[\"won::1\"],\"userTags\":null"));
        String model = admin.awaitJob(accepted).ok().text("/inventory/uuid");
        assertThat(tags("system-tags", model)).contains("won::1").doesNotContain("lost::1");
    }

    @Test
    void tagUuidsBecomeTagsAndUnknownOnesAreRefusedAtOnce() throws IOException {
        String pattern = admin.post("/zstack/v1/tags", "{\"params\":{\"name\":\"p\",\"value\":\"approved\"}}").ok().text("/inventory/uuid");
        String model = admin.post(MODELS, body(",\"tagUuids\":[\"" + pattern + "\"]", "")).ok().text("/inventory/uuid");
        assertThat(tags("user-tags", model)).containsExactly("approved");
        assertThat(admin.post(MODELS, body(",\"tagUuids\":[\"" + DoorClient.jobUuid() + "\"]", "")).failedWith("SYS.1003")
                .text("/error/details")).contains("field[tagUuids]", "TagPatternVO");
    }
}
