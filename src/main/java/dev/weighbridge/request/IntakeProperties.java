package dev.weighbridge.request;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long an ingestion may take.
 *
 * @param timeout how long waiting for a source or store is tried when the caller does not say
 */
@ConfigurationProperties("weighbridge.add-model")
record IntakeProperties(@DefaultValue("24h") Duration timeout) {}
