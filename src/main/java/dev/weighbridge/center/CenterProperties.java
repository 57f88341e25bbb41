package dev.weighbridge.center;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the centres are watched.
 *
 * @param probeEvery after about which time a centre is asked again whether it is there; zero for never
 * @param probeTimeout how long it has to answer
 */
@ConfigurationProperties("weighbridge.centers")
record CenterProperties(@DefaultValue("5m") Duration probeEvery, @DefaultValue("10s") Duration probeTimeout) {

    CenterProperties {
        if (probeEvery.isNegative() || probeTimeout.isNegative() || probeTimeout.isZero()
                || (!probeEvery.isZero() && probeEvery.compareTo(Duration.ofSeconds(1)) < 0)) {
            throw new IllegalArgumentException("Could not read weighbridge.centers: probe-every must be 0s or at least 1s, and "
                    + "probe-timeout longer than nothing.");
        }
    }

    boolean probes() {
        return !probeEvery.isZero();
    }
}
