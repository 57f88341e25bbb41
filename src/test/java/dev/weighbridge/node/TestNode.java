package dev.weighbridge.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.weighbridge.Weighbridge;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A whole node in this JVM, on a real socket of the loopback address, with its own home folder and database. Its {@code admin} has the password
 * {@value #ADMIN_PASSWORD}; local models may lie under {@link #models()}; sources and web hooks on loopback are allowed.
 */
public final class TestNode implements AutoCloseable {

    public static final String ADMIN_PASSWORD = "correct-horse-battery";

    private static final Map<TestDatabase, TestNode> SHARED = new EnumMap<>(TestDatabase.class);

    private final ConfigurableApplicationContext context;

    private final Path home;

    private TestNode(ConfigurableApplicationContext context, Path home) {
        this.context = context;
        this.home = home;
    }

    /** One node per kind of database for all tests that leave nothing behind that others could trip over; never closed by a test. */
    public static synchronized TestNode shared(TestDatabase database) {
        return SHARED.computeIfAbsent(database, TestNode::start);
    }

    /** A node of one's own on an empty database; {@code properties} are {@code name=value}. Close it. */
    public static TestNode start(TestDatabase database, String... properties) {
        return start(newHome(), database.freshUrl(), database.user(), List.of(), properties);
    }

    /** A node on a home folder and database that may have been used before, with further configuration classes. */
    public static TestNode start(Path home, String url, String user, List<Class<?>> more, String... properties) {
        List<Class<?>> sources = new ArrayList<>(more);
        sources.add(Weighbridge.class);
        List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--server.address=127.0.0.1", "--weighbridge.home=" + home,
                "--spring.datasource.url=" + url, "--spring.datasource.username=" + user,
                "--weighbridge.admin.password=" + ADMIN_PASSWORD, "--weighbridge.sources.local-roots=" + home.resolve("models"),
                "--weighbridge.sources.allowed-networks=127.0.0.0/8,::1/128", "--weighbridge.webhooks.allowed-networks=127.0.0.0/8",
                "--weighbridge.centers.probe-every=0s", "--weighbridge.login.failures-per-address=10000"));
        for (String property : properties) {
            arguments.add("--" + property);
        }
        try {
            Files.createDirectories(home.resolve("models"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        var application = new SpringApplication(sources.toArray(Class<?>[]::new));
        application.setDefaultProperties(Map.of("weighbridge.http.requests-per-minute", "0")); // all tests are one client
        return new TestNode(application.run(arguments.toArray(String[]::new)), home);
    }

    public static Path newHome() {
        try {
            return Files.createTempDirectory("weighbridge-test");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The one bean of this type. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** The bean of this name. */
    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    /** Runs {@code work} in a transaction of its own and commits it. */
    public <T> T inTransaction(Supplier<T> work) {
        T result = new TransactionTemplate(bean(PlatformTransactionManager.class)).execute(status -> work.get());
        return result;
    }

    /** As {@link #inTransaction}, beside the transaction that this thread is in. */
    public <T> T inNewTransaction(Supplier<T> work) {
        var template = new TransactionTemplate(bean(PlatformTransactionManager.class));
        template.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        T result = template.execute(status -> work.get());
        return result;
    }

    /** {@code http://127.0.0.1:<port>}, without a slash at its end. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
    }

    public Path home() {
        return home;
    }

    /** The folder that local models may lie under. */
    public Path models() {
        return home.resolve("models");
    }

    @Override
    public void close() {
        context.close();
    }
}
