package dev.weighbridge.zstack.sdk;

import java.util.LinkedHashMap;
import java.util.Map;

/** One of ZStack's SDKs, as its user calls it. */
interface Sdk {

    /** Calls an API and waits for its end, as the SDK does. {@code given} are the fields that the user sets. */
    Outcome call(Api api, Map<String, Object> given);

    default Outcome call(Api api, Object... namesAndValues) {
        return call(api, given(namesAndValues));
    }

    static Map<String, Object> given(Object... namesAndValues) {
        Map<String, Object> given = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            given.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return given;
    }
}
