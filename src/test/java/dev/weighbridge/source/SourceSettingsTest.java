package dev.weighbridge.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.source.http.FaultyHttpServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.SimpleCommandLinePropertySource;

/** The sources as Spring puts them together from what an operator sets. */
class SourceSettingsTest {

    @TempDir
    private Path folder;

    private final ApplicationContextRunner context = new ApplicationContextRunner().withUserConfiguration(Rooms.class);

    @Configuration(proxyBeanMethods = false)
    @ComponentScan({"dev.weighbridge.net", "dev.weighbridge.source"})
    @ConfigurationPropertiesScan({"dev.weighbridge.net", "dev.weighbridge.source"})
    static class Rooms {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }
    }

    private static Listing list(ModelSources sources, String installPath) {
        ModelReference reference = ModelReference.of(installPath, null);
        return sources.of(reference).list(reference, SourceAccess.ANONYMOUS);
    }

    private static void assertNotAllowed(ModelSources sources, String installPath) {
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> list(sources, installPath))
                .satisfies(failed -> assertThat(failed.kind()).isEqualTo(FailureKind.SOURCE_NOT_ALLOWED));
    }

    @Test
    void readsNothingOfThisMachineOrItsNetworkUnlessTold() {
        context.run(node -> {
            ModelSources sources = node.getBean(ModelSources.class);
            assertNotAllowed(sources, folder.toString());
            assertNotAllowed(sources, "nas:/models");
            assertNotAllowed(sources, "http://127.0.0.1:1/file");
        });
    }

    @Test
    void readsWhatTheOperatorAllows() throws Exception {
        Path roots = Files.createDirectories(folder.resolve("one"));
        Path mounted = Files.createDirectories(folder.resolve("two"));
        Files.writeString(roots.resolve("a"), "a");
        Files.writeString(mounted.resolve("b"), "b");
        try (FaultyHttpServer server = FaultyHttpServer.start()) {
            server.file("/c", new byte[3]);
            context.withPropertyValues("weighbridge.sources.local-roots=/nowhere," + roots,
                    "weighbridge.sources.allowed-networks=10.0.0.0/8,127.0.0.0/8")
                    .withInitializer(node -> node.getEnvironment().getPropertySources().addFirst(
                            new SimpleCommandLinePropertySource("--weighbridge.sources.mounts[nas:/models]=" + mounted)))
                    .run(node -> {
                        ModelSources sources = node.getBean(ModelSources.class);
                        assertThat(list(sources, roots.toString()).files()).extracting(SourceFile::path).containsExactly("a");
                        assertThat(list(sources, "nas:/models").files()).extracting(SourceFile::path).containsExactly("b");
                        assertThat(list(sources, server.url("/c").toString()).files()).extracting(SourceFile::size).containsExactly(3L);
                    });
        }
    }

    @Test
    void doesNotStartWithSettingsThatItCannotRead() {
        context.withPropertyValues("weighbridge.sources.allowed-networks=10.0.0.0/99").run(node -> assertThat(node).hasFailed());
        context.withPropertyValues("weighbridge.sources.mounts.nas=/mnt").run(node -> assertThat(node).hasFailed());
        context.withPropertyValues("weighbridge.net.idle-timeout=0s").run(node -> assertThat(node).hasFailed());
    }
}
