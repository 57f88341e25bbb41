package dev.weighbridge.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An authority that was made for the test, and the server that it signed for. */
class TrustedAuthoritiesTest {

    private static VouchedServer server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start(@TempDir Path keys) throws Exception {
        server = VouchedServer.start(keys);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static OutboundClient client(@Nullable String caFile) {
        HostResolver here = name -> new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")};
        return TestOutbound.client(new NetworkPolicy("test.allowed", List.of("127.0.0.1"), here),
                new NetSettings(Duration.ofSeconds(20), Duration.ofSeconds(20), 4, 8, caFile));
    }

    private static String fetched(OutboundClient client, String host) throws IOException {
        try (OutboundResponse response = client.send(OutboundRequest.get(URI.create("https://" + host + ":" + server.port() + "/a")))) {
            return new String(response.bodyUpTo(10), StandardCharsets.UTF_8);
        }
    }

    private static void assertUntrusted(OutboundClient client, String host) {
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> fetched(client, host)).satisfies(failed -> {
            assertThat(failed.kind()).isEqualTo(FailureKind.SOURCE_NOT_ALLOWED);
            assertThat(failed.getMessage()).contains("weighbridge.net.ca-file");
        });
    }

    @Test
    void believesAnAuthorityOfTheFile() throws IOException {
        try (OutboundClient client = client(server.authority().toString())) {
            assertThat(fetched(client, "hub.example")).isEqualTo("/a");
            assertThat(fetched(client, "127.0.0.1")).isEqualTo("/a");
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void believesItNotWithoutTheFile(@Nullable String caFile) {
        try (OutboundClient client = client(caFile)) {
            assertUntrusted(client, "hub.example");
        }
    }

    @Test
    void believesItNotForAnotherName() {
        try (OutboundClient client = client(server.authority().toString())) {
            assertUntrusted(client, "other.example");
        }
    }

    @Test
    void readsAllCertificatesOfABundleAndWhatIsWrittenBetween(@TempDir Path other) throws Exception {
        try (var second = VouchedServer.start(other)) {
            Path bundle = Files.writeString(folder.resolve("bundle.pem"), "# one\n" + Files.readString(second.authority()) + "\n\n# two\r\n"
                    + Files.readString(server.authority()).replace("\n", "\r\n"));
            try (OutboundClient client = client(bundle.toString())) {
                assertThat(fetched(client, "hub.example")).isEqualTo("/a");
            }
            assertThat(believed(bundle)).hasSize(believed(null).size() + 2);
        }
    }

    @Test
    void stillBelievesTheAuthoritiesOfTheJdk() throws Exception {
        assertThat(believed(null)).hasSizeGreaterThan(50);
        assertThat(believed(server.authority())).hasSize(believed(null).size() + 1).containsAll(believed(null));
    }

    /** @param file null for what the JDK believes by itself */
    private static List<X509Certificate> believed(@Nullable Path file) throws Exception {
        TrustManager[] managers = file == null ? jdk() : TrustedAuthorities.managers(file.toString());
        return List.of(((X509TrustManager) Objects.requireNonNull(managers)[0]).getAcceptedIssuers());
    }

    private static TrustManager[] jdk() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        return factory.getTrustManagers();
    }

    private static void assertUnreadable(Path file, String why) {
        assertThatIllegalArgumentException().isThrownBy(() -> TrustedAuthorities.with(file.toString()))
                .withMessage("Could not read weighbridge.net.ca-file '" + file + "': " + why + ". Give a file of PEM certificates.");
    }

    @Test
    void refusesAFileThatHoldsNoCertificates() throws IOException {
        String good = Files.readString(server.authority());
        assertUnreadable(folder.resolve("missing.pem"), "there is no such file");
        assertUnreadable(Files.writeString(folder.resolve("empty.pem"), ""), "it holds no certificate");
        assertUnreadable(Files.writeString(folder.resolve("text.pem"), "no certificate\n"), "it holds no certificate");
        assertUnreadable(Files.writeString(folder.resolve("cut.pem"), good.substring(0, good.length() / 2)),
                "it holds something that is no certificate");
        assertUnreadable(
                Files.writeString(folder.resolve("key.pem"), good + good.replace("CERTIFICATE", "PRIVATE KEY")),
                "it holds something that is no certificate");
        assertUnreadable(Files.writeString(folder.resolve("other.pem"), good.replaceFirst("MII", "AII")),
                "it holds something that is no certificate");
        assertUnreadable(folder, "it cannot be read");
    }
}
