package dev.weighbridge.source.huggingface;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param maxFiles how many files and folders a model may have, the same number as for folders elsewhere */
@ConfigurationProperties("weighbridge.sources")
record HubSettings(@DefaultValue("100000") int maxFiles) {}
