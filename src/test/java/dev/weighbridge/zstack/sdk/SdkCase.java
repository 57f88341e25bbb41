package dev.weighbridge.zstack.sdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.weighbridge.node.TestNode;

/** A test that one of ZStack's SDKs is used in, and what such tests need besides what they are about. */
abstract class SdkCase {

    final TestNode node;

    final SdkUser user;

    final Sdk sdk;

    /** A name that no other test uses. */
    final String name = "sdk-" + UUID.randomUUID();

    SdkCase(SdkUser user) {
        this.user = user;
        this.node = TestNode.shared(user.database());
        this.sdk = user.at(node);
    }

    /** A folder below the allowed root with a config.json and one more file. */
    Path folder() {
        try {
            Path folder = Files.createDirectories(node.models().resolve(UUID.randomUUID().toString()));
            Files.writeString(folder.resolve("config.json"),
                    "{\"architectures\":[\"Qwen2ForCausalLM\"],\"transformers_version\":\"4.51.0\"}");
            Files.writeString(folder.resolve("vocab.txt"), folder.getFileName() + "\n");
            return folder;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A centre's uuid. The newest Java SDK sends nothing without a zone. */
    String centre() {
        return sdk.call(Api.ADD_MODEL_CENTER, "name", name, "url", node.models().toString(), "zoneUuid", zone(), "managementIp", "10.0.0.1",
                "managementPort", 5000).inventory().uuid();
    }

    static String zone() {
        return "7d7b0ffd0b2c4f0c8a5d0d3e6ad34c11";
    }

    String model(String centre) {
        return sdk.call(Api.ADD_MODEL, "name", name, "installPath", folder().toString(), "modelCenterUuid", centre).inventory().uuid();
    }

    /** The resources of this name, as a Query API of the SDK finds them. */
    List<Bean> named(Api query) {
        return sdk.call(query, "conditions", List.of("name=" + name)).inventories();
    }

    Map<String, Object> given(Object... namesAndValues) {
        return Sdk.given(namesAndValues);
    }
}
