package dev.weighbridge.source.http;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param maxFiles how many files and folders a folder may hold, the same number as for folders of this machine */
@ConfigurationProperties("weighbridge.sources")
record HttpSettings(@DefaultValue("100000") int maxFiles) {}
