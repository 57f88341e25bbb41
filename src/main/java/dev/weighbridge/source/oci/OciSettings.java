package dev.weighbridge.source.oci;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param maxFiles how many layers a model may have, the same number as for files in folders */
@ConfigurationProperties("weighbridge.sources")
record OciSettings(@DefaultValue("100000") int maxFiles) {}
