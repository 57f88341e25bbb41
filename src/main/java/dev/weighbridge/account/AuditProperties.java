package dev.weighbridge.account;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param keep how long it is known who did what */
@ConfigurationProperties("weighbridge.audit")
record AuditProperties(@DefaultValue("180d") Duration keep) {}
