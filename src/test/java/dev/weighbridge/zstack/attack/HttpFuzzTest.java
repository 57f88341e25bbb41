package dev.weighbridge.zstack.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * Damaged requests to every endpoint of both doors, of the console and of Actuator, from the administrator, from an ordinary account and from nobody, on a
 * node that has one of everything. A few with each build; the long
 * pass is {@code mvn verify -Dtest=HttpFuzzTest -Dfuzz.requests=100000}, of which {@code -Dfuzz.seed} makes another.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class HttpFuzzTest {

    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 3000);

    private static final long SEED = Long.getLong("fuzz.seed", 1);

    /** So many are sent by the same sessions, which a damaged request may have ended. */
    private static final int ROUND = 1000;

    /** After how many rounds a long pass says how far it is. */
    private static final int REPORTED = 5;

    private static final int CLIENTS = 4;

    private static final Set<Integer> SHOWN = Set.of(200, 206, 416);

    private static final int REACHED_PERCENT = 60;

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final TestNode node = TestNode.start(TestDatabase.H2, Targets.SETTINGS);

    private final Targets targets = new Targets(node, REQUESTS / ROUND / 2 + 2);

    private final List<Endpoint> endpoints = Endpoint.of(node);

    private final Map<String, String> finds = new ConcurrentHashMap<>();

    private final Map<Integer, Integer> statuses = new ConcurrentSkipListMap<>();

    private final Set<Endpoint> reached = ConcurrentHashMap.newKeySet();

    @AfterAll
    void close() {
        http.close();
        node.close();
    }

    @Test
    void everyEndpointThatTakesABodyHasASampleOfOne() {
        assertThat(endpoints.stream().filter(Endpoint::takesABody)
                .filter(endpoint -> !Samples.BODIES.containsKey(endpoint.toString())))
                .isEmpty();
    }

    @Test
    void noRequestMakesTheNodeFailOrTalkAboutItself(CapturedOutput log) throws InterruptedException, ExecutionException {
        for (int from = 0; from < REQUESTS; from += ROUND) {
            Targets.Callers callers = targets.fresh();
            int first = from;
            List<Callable<Boolean>> clients = IntStream.range(0, CLIENTS)
                    .<Callable<Boolean>>mapToObj(client -> () -> attack(callers, first + client)).toList();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var client : threads.invokeAll(clients)) {
                    client.get();
                }
            }
            if (from + ROUND >= REQUESTS || from / ROUND % REPORTED == REPORTED - 1) {
                report();
            }
        }
        assertThat(finds).isEmpty();
        assertThat(log.getAll().lines().filter(line -> line.contains("Servlet.service() for servlet"))).as("what no handler has caught")
                .isEmpty();
        assertThat(reached.size()).as("endpoints that got somewhere").isGreaterThan(endpoints.size() * REACHED_PERCENT / 100);
    }

    private void report() {
        int sent = statuses.values().stream().mapToInt(Integer::intValue).sum();
        List<Endpoint> inVain = endpoints.stream().filter(endpoint -> !reached.contains(endpoint)).toList();
        System.out.println("HTTP fuzz: " + sent + " requests with seed " + SEED + ", answers by status: " + statuses + "; finds: "
                + finds.size()
                + "; " + reached.size() + " of " + endpoints.size() + " endpoints have done what they were asked for, never: " + inVain);
    }

    private boolean attack(Targets.Callers callers, int first) throws InterruptedException {
        for (int number = first; number < Math.min(first + ROUND - first % ROUND, REQUESTS); number += CLIENTS) {
            var nasty = new Nasty(new Random(SEED * 1_000_003 + number));
            Endpoint endpoint = nasty.pick(endpoints);
            var request = DamagedRequest.of(endpoint, Samples.of(endpoint), callers.things(), nasty);
            int sent = number;
            Verdict.Answer answer;
            try {
                answer = send(request.to(node.url(), callers.pick(endpoint, nasty)));
            } catch (IOException none) {
                finds.putIfAbsent("no answer in time, or a broken connection, at " + endpoint,
                        "number " + sent + ": " + request + " -> " + none);
                continue;
            }
            statuses.merge(answer.status(), 1, Integer::sum);
            if (Verdict.isSuccess(answer)) {
                reached.add(endpoint);
            }
            wrong(endpoint, answer, callers.secrets()).ifPresent(what -> finds.putIfAbsent(what + " at " + endpoint,
                    "number " + sent + ": " + request + " -> " + answer.headers().map() + " " + answer.body()));
        }
        return true;
    }

    /** Actuator tells who may ask what is inside, but no secret. Of a range that cannot be the body is the whole. */
    private static Optional<String> wrong(Endpoint endpoint, Verdict.Answer answer, List<String> secrets) {
        if (!endpoint.isOfActuator() || !SHOWN.contains(answer.status())) {
            return Verdict.on(answer, secrets);
        }
        return Verdict.secret(answer.body(), secrets).or(() -> Verdict.on(new Verdict.Answer(200, answer.headers(), ""), secrets));
    }

    /** Of an answer that has no end, only how it begins. */
    private Verdict.Answer send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        boolean isStream = answer.headers().firstValue("Content-Type").filter(type -> type.startsWith("text/event-stream")).isPresent();
        try (InputStream body = answer.body()) {
            return new Verdict.Answer(answer.statusCode(), answer.headers(),
                    isStream ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
