package dev.weighbridge.net;

import java.net.InetAddress;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The client that sources use. Whoever goes out under another policy makes a client of his own: connections are never shared across policies. */
@Configuration(proxyBeanMethods = false)
class NetConfiguration {

    @Bean
    OutboundClient outboundClient(SourceNetworks networks, NetSettings settings) {
        var policy = new NetworkPolicy(SourceNetworks.PROPERTY, networks.allowedNetworks(), InetAddress::getAllByName);
        return new OutboundClient(policy, settings);
    }
}
