package dev.weighbridge;

import java.time.Clock;
import java.util.List;

import dev.weighbridge.cli.Cli;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** Starts a node: the API, the workers, or both, as {@code weighbridge.roles} says; or runs a command, which touches nothing of Spring. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Weighbridge {

    private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

    /** Starts the node and returns once it is ready; of a command, ends the process with its exit code. */
    public static void main(String[] args) {
        if (Cli.isFor(args)) {
            System.exit(Cli.run(args, Weighbridge::embedded, Clock.systemUTC()));
        }
        prepare();
        SpringApplication.run(Weighbridge.class, args);
    }

    private static EmbeddedNode embedded(List<String> properties) {
        prepare();
        return EmbeddedNode.start(properties);
    }

    private static void prepare() {
        manyCarriers();
        ShutdownDeadline.keep();
    }

    /**
     * Virtual threads are not taken off their carriers while they compute: with as many carriers as cores, which is the default, calls wait until a hash
     * of 16 MiB is done. With more of them the operating system shares the cores out. Must come before the first virtual thread.
     */
    private static void manyCarriers() {
        if (System.getProperty(CARRIERS) == null) {
            System.setProperty(CARRIERS, Integer.toString(Math.max(32, 4 * Runtime.getRuntime().availableProcessors())));
        }
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
