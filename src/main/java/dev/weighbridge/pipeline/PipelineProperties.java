package dev.weighbridge.pipeline;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What the pipeline insists on.
 *
 * @param checkSize whether a given size that is not the artifact's is a failure, not just a finding
 * @param maxBytesPerAccount how many bytes the models and datasets of one account may have together, each counted whole; null for no limit
 */
@ConfigurationProperties("weighbridge.add-model")
record PipelineProperties(@DefaultValue("false") boolean checkSize, @Nullable DataSize maxBytesPerAccount) {}
