package dev.weighbridge.net;

import java.net.InetAddress;
import java.time.Clock;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The client that sources use. Whoever goes out under another policy has {@link OutboundClients} make one: connections are never shared across policies. */
@Configuration(proxyBeanMethods = false)
class NetConfiguration {

    @Bean
    NetMeters netMeters(MeterRegistry meters) {
        return new NetMeters(meters);
    }

    @Bean
    RateBudgets rateBudgets(Clock clock, NetMeters meters) {
        return new RateBudgets(clock, Thread::sleep, meters);
    }

    @Bean
    HostResolver hostResolver() {
        return InetAddress::getAllByName;
    }

    @Bean
    OutboundRoutes outboundRoutes(SourceNetworks networks, ProxySettings proxy, HostResolver names) {
        var policy = new NetworkPolicy(SourceNetworks.PROPERTY, networks.allowedNetworks(), names);
        return new OutboundRoutes(policy, ProxyRules.of(proxy, System.getenv()));
    }

    @Bean
    OutboundClient outboundClient(OutboundRoutes routes, NetSettings settings, RateBudgets budgets, NetMeters meters) {
        return new OutboundClient(new Exchanges(routes, TrustedAuthorities.with(settings.caFile()), settings), budgets, meters);
    }
}
