package dev.weighbridge.request;

import dev.weighbridge.artifact.GivenFields;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The fields of a request, one after the other, by the names that the contract gives them. */
final class GivenJson {

    static final String CENTRE = "0123456789abcdef0123456789abcdef";

    private static final String FINE_TUNING = "fineTuning";

    private final ObjectNode fields = JsonMapper.shared().createObjectNode();

    GivenJson() {
        with("name", "m").with("installPath", "/m").with("modelCenterUuid", CENTRE);
    }

    /** {@code value} is a text, a number, a list or null. */
    GivenJson with(String field, Object value) {
        if (field.startsWith(FINE_TUNING)) {
            String own = field.substring(FINE_TUNING.length()).replaceFirst("^Source(Framework|Architecture)$", "SourceModel$1");
            fields.withObject("/" + FINE_TUNING).putPOJO(Character.toLowerCase(own.charAt(0)) + own.substring(1), value);
        } else {
            fields.putPOJO(field, value);
        }
        return this;
    }

    GivenFields read() {
        return JsonMapper.shared().readValue(fields.toString(), GivenFields.class);
    }
}
