package dev.weighbridge;

import java.time.Clock;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** Starts a node: the API, the workers, or both, as {@code weighbridge.roles} says. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Weighbridge {

    /** Starts the node and returns once it is ready. */
    public static void main(String[] args) {
        SpringApplication.run(Weighbridge.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
