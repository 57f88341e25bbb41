package dev.weighbridge.account;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How sessions live.
 *
 * @param lifetime from the login on, whatever is done with it; ZStack's is two hours
 * @param perAccount how many may live at once; ZStack's limit is 500
 */
@ConfigurationProperties("weighbridge.sessions")
record SessionProperties(@DefaultValue("7200s") Duration lifetime, @DefaultValue("500") int perAccount) {}
