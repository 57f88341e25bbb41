package dev.weighbridge.zstack.service;

import dev.weighbridge.zstack.DoorClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Model services, as tests of this package need them. */
final class Services {

    static final String PATH = "/zstack/v1/ai/model-services";

    private Services() {}

    /** The body of an AddModelService with what is mandatory, and with {@code more} or other fields, such as {@code ,"system":true}. */
    static String body(String centre, String more) {
        String mandatory = """
                {"param":{"name":"vllm","yaml":"kind: Service\\nport: 8000","modelCenterUuid":"%s","requestCpu":8,"requestMemory":17179869184,
                "installPath":"/services/vllm","startCommand":"vllm serve"}}""".formatted(centre);
        return DoorClient.withFields(mandatory, "param", more);
    }

    /** The uuid of a new service. */
    static String add(DoorClient client, String centre, String more) {
        return client.post(PATH, body(centre, more)).ok().text("/inventory/uuid");
    }

    /** The body without one of its fields. */
    static String without(String field, String body) {
        var root = (ObjectNode) JsonMapper.shared().readTree(body);
        root.withObject("/param").remove(field);
        return root.toString();
    }
}
