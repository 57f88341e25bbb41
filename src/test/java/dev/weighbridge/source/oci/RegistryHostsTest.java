package dev.weighbridge.source.oci;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryHostsTest {

    @ParameterizedTest
    @CsvSource({"https://ghcr.io/token,https://ghcr.io,true", "https://auth.docker.io/token,https://registry-1.docker.io,true",
            "https://gitlab.com/jwt/auth,https://registry.gitlab.com,true", "https://GHCR.io/token,https://ghcr.io,true",
            "https://evil.example/token,https://ghcr.io,false", "https://ghcr.io.evil.example/token,https://ghcr.io,false",
            // github.io and co.uk are suffixes under which anybody may have a name.
            "https://evil.github.io/token,https://good.github.io,false", "https://evil.co.uk/token,https://good.co.uk,false",
            "https://a.good.co.uk/token,https://b.good.co.uk,true",
            // Addresses have no domains, whatever their last numbers are.
            "https://10.9.0.1/token,https://10.8.0.1,false", "https://10.8.0.1:8443/token,https://10.8.0.1,true",
            "https://[fd00::1]/token,https://[fd00::1]:5000,true", "https://[fd00::2]/token,https://[fd00::1],false",
            "https://other/token,https://registry,false", "https://registry/token,https://registry:5000,true",
            // Not in clear text, unless it stays on this machine or the registry itself is asked so.
            "http://ghcr.io/token,https://ghcr.io,false", "http://auth.docker.io/token,https://registry-1.docker.io,false",
            "http://localhost:5001/token,https://localhost:5000,true", "http://registry.lan/token,http://registry.lan:5000,true"})
    void knowsWhereALoginMayGo(URI realm, URI registry, boolean may) {
        assertThat(RegistryHosts.maySignInAt(realm, registry)).isEqualTo(may);
    }
}
