package dev.weighbridge.zstack.door;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param syncWait how long a call by a client that does not poll is held for its result
 */
@ConfigurationProperties("weighbridge.add-model")
record AddModelProperties(@DefaultValue("60s") Duration syncWait) {}
