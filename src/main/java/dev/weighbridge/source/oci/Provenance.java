package dev.weighbridge.source.oci;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

import dev.weighbridge.source.SourceFacts;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a manifest and its config say of a model beside its files. */
final class Provenance {

    private static final String CREATED = "org.opencontainers.image.created";

    private static final String LICENCES = "org.opencontainers.image.licenses";

    /** One identifier; an expression of several is for a person to read. */
    private static final String SPDX_ID = "[A-Za-z0-9.+-]{1,64}";

    /** Configs of a known form; of all others nobody knows what they say. */
    private static final List<String> CONFIGS = List.of("application/vnd.oci.image.config.", "application/vnd.docker.container.image.",
            "application/vnd.docker.ai.model.config.", "application/vnd.cncf.model.config.", "application/vnd.cnai.model.config.");

    private Provenance() {}

    /** When the model was made by the manifest's annotation, or null. */
    static @Nullable Instant time(Manifest manifest) {
        return instant(manifest.annotations().get(CREATED));
    }

    /** The config to ask when the manifest does not say, or null if that could not say either. */
    static @Nullable Descriptor whoElseTells(Manifest manifest) {
        return CONFIGS.stream().anyMatch(manifest.configType()::startsWith) ? manifest.config() : null;
    }

    /** When the model was made by its config: {@code created} of images, {@code descriptor.createdAt} of ModelPack, {@code descriptor.created} of Docker. */
    static @Nullable Instant time(JsonNode config) {
        JsonNode descriptor = config.path("descriptor");
        for (JsonNode said : List.of(config.path("created"), descriptor.path("createdAt"), descriptor.path("created"))) {
            if (said.isString()) {
                return instant(said.stringValue());
            }
        }
        return null;
    }

    static SourceFacts facts(Manifest manifest) {
        String licence = manifest.annotations().get(LICENCES);
        return licence == null || !licence.matches(SPDX_ID) ? SourceFacts.NONE
                : new SourceFacts(licence.toLowerCase(Locale.ROOT), null, null, null);
    }

    /** Builders that make the same bytes every time write year 1 or 1970: that is no time. */
    private static @Nullable Instant instant(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(text.strip());
            return time.withOffsetSameInstant(ZoneOffset.UTC).getYear() < 2000 ? null : time.toInstant();
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}
