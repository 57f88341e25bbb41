package dev.weighbridge.kill;

import java.util.concurrent.atomic.AtomicInteger;

import dev.weighbridge.Weighbridge;
import dev.weighbridge.ingestion.Failpoints;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The program of the child processes: a node that dies at the failpoint {@code test.die-at}, the {@code test.die-at-count}th time that it is reached. */
@Configuration(proxyBeanMethods = false)
public class KillableNode {

    /** What the shell says of a process that was killed by signal 9. */
    static final int KILLED = 137;

    public static void main(String[] arguments) {
        new SpringApplication(KillableNode.class, Weighbridge.class).run(arguments);
    }

    @Bean
    Failpoints killingFailpoints(Environment environment) {
        String dieAt = environment.getProperty("test.die-at", "");
        var left = new AtomicInteger(environment.getProperty("test.die-at-count", Integer.class, 1));
        return failpoint -> {
            if (failpoint.name().equals(dieAt) && left.decrementAndGet() == 0) {
                Runtime.getRuntime().halt(KILLED);
            }
        };
    }
}
