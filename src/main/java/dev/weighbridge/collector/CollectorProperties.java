package dev.weighbridge.collector;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How eagerly is swept.
 *
 * @param interval from the end of one sweep to the next
 * @param grace how long a blob that nothing refers to is left alone
 */
@ConfigurationProperties("weighbridge.collector")
record CollectorProperties(@DefaultValue("10m") Duration interval, @DefaultValue("1h") Duration grace) {}
