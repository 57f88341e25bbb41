package dev.weighbridge.zstack.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** What a call gave its user: an error, or the fields of the result's class. */
record Outcome(@Nullable SdkError error, Map<String, @Nullable Object> value) {

    static Outcome failed(SdkError error) {
        return new Outcome(error, Map.of());
    }

    Outcome ok() {
        assertThat(error).isNull();
        return this;
    }

    SdkError failedWith(String code) {
        assertThat(error).as("%s", value).isNotNull();
        SdkError failure = Objects.requireNonNull(error);
        assertThat(failure.code()).as("%s", failure).isEqualTo(code);
        return failure;
    }

    Bean inventory() {
        assertThat(ok().value.get("inventory")).isInstanceOf(Bean.class);
        return (Bean) Objects.requireNonNull(value.get("inventory"));
    }

    List<Bean> inventories() {
        return list("inventories").stream().map(Bean.class::cast).toList();
    }

    List<?> list(String field) {
        assertThat(ok().value.get(field)).isInstanceOf(List.class);
        return (List<?>) Objects.requireNonNull(value.get(field));
    }

    @Nullable
    Object get(String field) {
        return ok().value.get(field);
    }
}
