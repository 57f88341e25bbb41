package dev.weighbridge.source.modelscope;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param maxFiles how many files and folders a model may hold, the same number as for folders of this machine */
@ConfigurationProperties("weighbridge.sources")
record ModelScopeSettings(@DefaultValue("100000") int maxFiles) {}
