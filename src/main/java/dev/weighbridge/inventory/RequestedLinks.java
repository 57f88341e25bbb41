package dev.weighbridge.inventory;

import java.util.List;

import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;

import dev.weighbridge.artifact.GivenFields;
import org.jspecify.annotations.Nullable;

/** The model services that AddModel named, kept as they were given; null where it named none. */
@Embeddable
public record RequestedLinks(@Convert(converter = TextListColumn.class) @Nullable List<String> modelServiceUuids,
        @Nullable String defaultModelServiceUuid) {

    static RequestedLinks of(GivenFields given) {
        return new RequestedLinks(given.modelServiceUuids(), given.defaultModelServiceUuid());
    }
}
