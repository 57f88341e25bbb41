package dev.weighbridge.source.s3;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param maxFiles how many objects may lie below a prefix, the same number as for folders of this machine */
@ConfigurationProperties("weighbridge.sources")
record S3Settings(@DefaultValue("100000") int maxFiles) {}
