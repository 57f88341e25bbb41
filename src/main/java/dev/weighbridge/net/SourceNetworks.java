package dev.weighbridge.net;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What sources may reach although it is loopback, link-local or private.
 *
 * @param allowedNetworks host names, addresses and CIDR blocks
 */
@ConfigurationProperties("weighbridge.sources")
record SourceNetworks(@DefaultValue List<String> allowedNetworks) {

    static final String PROPERTY = "weighbridge.sources.allowed-networks";
}
