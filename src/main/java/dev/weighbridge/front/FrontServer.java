package dev.weighbridge.front;

import static java.util.stream.Collectors.joining;

import java.util.List;

import dev.weighbridge.net.AddressRange;
import org.apache.catalina.Valve;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Teaches the server whom to believe about a client's address, and how to say an error that comes before any door. */
@Component
class FrontServer implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

    private static final String PROXIES = "weighbridge.http.trusted-proxies";

    private final FrontProperties properties;

    private final Refusals refusals;

    FrontServer(FrontProperties properties, Refusals refusals) {
        this.properties = properties;
        this.refusals = refusals;
    }

    @Override
    public void customize(ConfigurableTomcatWebServerFactory server) {
        if (!properties.trustedProxies().isEmpty()) {
            server.addEngineValves(believing(properties.trustedProxies()));
        }
        server.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.getPipeline().addValve(new ErrorPages(refusals));
            }
        });
    }

    /** Reads the chain of proxies from its near end, as far as they are of these. */
    private static Valve believing(List<String> proxies) {
        var valve = new RemoteIpValve();
        valve.setRemoteIpHeader("X-Forwarded-For");
        valve.setProtocolHeader("X-Forwarded-Proto");
        valve.setInternalProxies(proxies.stream().map(proxy -> AddressRange.parse(PROXIES, proxy).toString()).collect(joining(",")));
        return valve;
    }
}
