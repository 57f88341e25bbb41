package dev.weighbridge.pipeline;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the pipeline insists on.
 *
 * @param checkSize whether a given size that is not the artifact's is a failure, not just a finding
 */
@ConfigurationProperties("weighbridge.add-model")
record PipelineProperties(@DefaultValue("false") boolean checkSize) {}
