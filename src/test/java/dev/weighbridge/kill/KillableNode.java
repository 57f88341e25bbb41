package dev.weighbridge.kill;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import dev.weighbridge.Weighbridge;
import dev.weighbridge.ingestion.Failpoints;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * The program of the child processes: a node that dies at the failpoint {@code test.die-at}, the {@code test.die-at-count}th time that it is reached, and
 * that freezes at each of the failpoints {@code test.freeze-at}, one after the other in their order.
 */
@Configuration(proxyBeanMethods = false)
public class KillableNode {

    /** What the shell says of a process that was killed by signal 9. */
    static final int KILLED = 137;

    public static void main(String[] arguments) {
        new SpringApplication(KillableNode.class, Weighbridge.class).run(arguments);
    }

    @Bean
    Failpoints killingFailpoints(Environment environment) {
        Queue<String> freezeAt = new ConcurrentLinkedQueue<>(
                List.of(environment.getProperty("test.freeze-at", String[].class, new String[0])));
        String dieAt = environment.getProperty("test.die-at", "");
        var left = new AtomicInteger(environment.getProperty("test.die-at-count", Integer.class, 1));
        return failpoint -> {
            if (failpoint.name().equals(dieAt) && left.decrementAndGet() == 0) {
                Runtime.getRuntime().halt(KILLED);
            }
            if (failpoint.name().equals(freezeAt.peek()) && freezeAt.remove(failpoint.name())) {
                freeze();
            }
        };
    }

    /** Comes back when somebody else sends the signal CONT. */
    private static void freeze() {
        try {
            new ProcessBuilder("kill", "-STOP", Long.toString(ProcessHandle.current().pid())).start().waitFor();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
