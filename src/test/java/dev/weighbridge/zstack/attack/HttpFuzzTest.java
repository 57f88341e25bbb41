package dev.weighbridge.zstack.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Damaged requests to every endpoint of both doors, from the administrator, from an ordinary account and from nobody. A few with each build; the long
 * pass is {@code mvn verify -Dtest=HttpFuzzTest -Dfuzz.requests=100000}, of which {@code -Dfuzz.seed} makes another.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpFuzzTest {

    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 3000);

    private static final long SEED = Long.getLong("fuzz.seed", 1);

    /** So many are sent by the same sessions, which a damaged request may have ended. */
    private static final int ROUND = 1000;

    private static final int CLIENTS = 4;

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final TestNode node = TestNode.start(TestDatabase.H2, Targets.SETTINGS);

    private final Targets targets = new Targets(node);

    @AfterAll
    void close() {
        http.close();
        node.close();
    }

    @Test
    void everyEndpointThatTakesABodyHasASampleOfOne() {
        assertThat(Endpoint.of(node).stream().filter(Endpoint::takesABody)
                .filter(endpoint -> !Samples.BODIES.containsKey(endpoint.toString())))
                .isEmpty();
    }

    @Test
    void noRequestMakesTheNodeFailOrTalkAboutItself() throws InterruptedException, ExecutionException {
        Map<String, String> finds = new ConcurrentHashMap<>();
        Map<Integer, Integer> statuses = new TreeMap<>();
        for (int from = 0; from < REQUESTS; from += ROUND) {
            Targets.Callers callers = targets.fresh();
            int first = from;
            List<Callable<List<Integer>>> clients = IntStream.range(0, CLIENTS)
                    .<Callable<List<Integer>>>mapToObj(client -> () -> attack(callers, first + client, finds)).toList();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var client : threads.invokeAll(clients)) {
                    client.get().forEach(status -> statuses.merge(status, 1, Integer::sum));
                }
            }
        }
        System.out.println("HTTP fuzz: " + REQUESTS + " requests, answers by status: " + statuses);
        assertThat(finds).isEmpty();
        assertThat(statuses).as("requests that got somewhere").containsKeys(200, 202);
    }

    private List<Integer> attack(Targets.Callers callers, int first, Map<String, String> finds) throws IOException, InterruptedException {
        List<Integer> statuses = new ArrayList<>();
        List<Endpoint> endpoints = Endpoint.of(node);
        for (int number = first; number < Math.min(first + ROUND - first % ROUND, REQUESTS); number += CLIENTS) {
            var nasty = new Nasty(new Random(SEED * 1_000_003 + number));
            Endpoint endpoint = nasty.pick(endpoints);
            var request = DamagedRequest.of(endpoint, Samples.of(endpoint), callers.uuids(), nasty);
            HttpResponse<String> answer = http.send(request.to(node.url(), callers.pick(nasty)), HttpResponse.BodyHandlers.ofString());
            statuses.add(answer.statusCode());
            Optional<String> wrong = Verdict.on(answer.statusCode(), answer.body(), callers.secrets());
            int sent = number;
            wrong.ifPresent(
                    what -> finds.putIfAbsent(what + " at " + endpoint, "number " + sent + ": " + request + " -> " + answer.body()));
        }
        return statuses;
    }
}
