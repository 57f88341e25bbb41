package dev.weighbridge.zstack.sdk;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** An object of a class of an SDK, as its user holds it. What was not in the answer is null. */
record Bean(SdkClass type, Map<String, @Nullable Object> fields) {

    @Nullable
    Object get(String field) {
        if (!type.fields().containsKey(field)) {
            throw new SdkDied("the SDK's " + type + " has no field " + field);
        }
        return fields.get(field);
    }

    String text(String field) {
        return String.valueOf(get(field));
    }

    String uuid() {
        return text("uuid");
    }

    LocalDateTime date(String field) {
        if (get(field) instanceof LocalDateTime date) {
            return date;
        }
        throw new SdkDied("no date was read into " + field);
    }

    List<?> list(String field) {
        return get(field) instanceof List<?> list ? list : List.of();
    }

    /** The objects in a list, which must have been made by the SDK, not left as maps. */
    List<Bean> beans(String field) {
        return list(field).stream().map(Bean.class::cast).toList();
    }
}
