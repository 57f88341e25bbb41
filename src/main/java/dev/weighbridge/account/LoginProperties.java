package dev.weighbridge.account;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often a password may be guessed.
 *
 * @param failures how many logins of one name from one address may fail within the window
 * @param failuresPerAddress how many logins of any names from one address may fail within it
 * @param window begins with the first failure; when it is over, counting begins anew
 */
@ConfigurationProperties("weighbridge.login")
record LoginProperties(@DefaultValue("10") int failures, @DefaultValue("100") int failuresPerAddress,
        @DefaultValue("15m") Duration window) {}
