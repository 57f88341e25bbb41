package dev.weighbridge.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/** What a start is like when nobody has set anything. */
class ProductionDefaultsTest {

    private static EnumerablePropertySource<?> settings(String file) throws IOException {
        PropertySource<?> source = new YamlPropertySourceLoader().load(file, new ClassPathResource(file)).getFirst();
        return (EnumerablePropertySource<?>) source;
    }

    @Test
    void inProductionNoPasswordOrTokenIsKnownToAnybody() throws IOException {
        assertThat(settings("application.yaml").getPropertyNames()).noneMatch(name -> name.contains("admin.password"))
                .noneMatch(name -> name.contains("token")).noneMatch(name -> name.contains("secret"));
    }

    @Test
    void thePasswordThatEverybodyKnowsIsGoodOnThisMachineOnly() throws IOException {
        EnumerablePropertySource<?> quickstart = settings("application-quickstart.yaml");
        assertThat(quickstart.getProperty("weighbridge.admin.password")).isEqualTo("password");
        assertThat(quickstart.getProperty("server.address")).isEqualTo("127.0.0.1");
    }

    @Test
    void actuatorShowsDetailsToNobodyUnasked() throws IOException {
        EnumerablePropertySource<?> production = settings("application.yaml");
        assertThat(production.getProperty("management.endpoint.health.show-details")).isEqualTo("when-authorized");
        assertThat(production.getProperty("management.endpoints.web.exposure.include")).isEqualTo("health,prometheus,info,sbom");
    }
}
