package dev.weighbridge;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.weighbridge.account.Accounts;
import dev.weighbridge.bulk.BulkImports;
import dev.weighbridge.cli.NodeStarter;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The node of a command that needs no server. What it has to say goes to stderr, because stdout is the command's. */
final class EmbeddedNode implements NodeStarter.RunningNode {

    private final ConfigurableApplicationContext context;

    private EmbeddedNode(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static EmbeddedNode start(List<String> properties) {
        System.setOut(System.err);
        List<String> arguments = new ArrayList<>(properties);
        arguments.add("--server.address=127.0.0.1");
        arguments.add("--server.port=0");
        var application = new SpringApplication(Weighbridge.class);
        application.setRegisterShutdownHook(true);
        application.setDefaultProperties(Map.of("weighbridge.sources.local-roots", System.getProperty("user.dir"),
                "weighbridge.sessions.lifetime", "30d", // one is opened and ended here, and an import may take days
                "logging.level.root", "warn"));
        return new EmbeddedNode(application.run(arguments.toArray(String[]::new)));
    }

    @Override
    public URI url() {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
    }

    @Override
    public String session() {
        return context.getBean(Accounts.class).loginOperator().sessionUuid();
    }

    @Override
    public String takeIn(Path list, boolean dryRun) throws IOException {
        return context.getBean(BulkImports.class).start(list, dryRun);
    }

    @Override
    public void close() {
        context.close();
    }
}
