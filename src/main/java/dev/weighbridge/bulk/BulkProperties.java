package dev.weighbridge.bulk;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Lists of models.
 *
 * @param maxRows of one list
 * @param files patterns below the working directory, such as {@code jobs/*.yaml}, of lists that are gone through when a node starts, each content once
 */
@ConfigurationProperties("weighbridge.bulk")
record BulkProperties(@DefaultValue("100000") int maxRows, @DefaultValue List<String> files) {}
