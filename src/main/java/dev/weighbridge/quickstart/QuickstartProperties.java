package dev.weighbridge.quickstart;

import java.nio.file.Path;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the quickstart imports.
 *
 * @param file a list of models, {@code kind: bulk}
 */
@ConfigurationProperties("weighbridge.quickstart")
record QuickstartProperties(@DefaultValue("jobs/quickstart.yaml") Path file) {}
