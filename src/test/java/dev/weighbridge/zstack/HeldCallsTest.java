package dev.weighbridge.zstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long a plain AddModel call is held, with a source that does not answer until it is told to. */
class HeldCallsTest {

    private static final String MODELS = "/zstack/v1/ai/models";

    private final CountDownLatch release = new CountDownLatch(1);

    private final HttpServer source;

    private final CountDownLatch asked = new CountDownLatch(1);

    HeldCallsTest() throws IOException {
        source = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        source.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        source.createContext("/vocab.txt", this::answer);
        source.start();
    }

    @AfterEach
    void stop() {
        release.countDown();
        source.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.countDown();
        try (exchange) {
            if (!release.await(60, TimeUnit.SECONDS)) {
                return;
            }
            byte[] bytes = "hello\n".getBytes(StandardCharsets.US_ASCII);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(bytes.length));
            exchange.sendResponseHeaders(200, head ? -1 : bytes.length);
            if (!head) {
                exchange.getResponseBody().write(bytes);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private String body(DoorClient admin) {
        return "{\"param\":{\"name\":\"held\",\"installPath\":\"http://127.0.0.1:" + source.getAddress().getPort()
                + "/vocab.txt\",\"modelCenterUuid\":\"" + admin.centre("/held") + "\"}}";
    }

    @Test
    void aCallThatTakesLongerThanItIsHeldGetsTheLocation() {
        try (var node = TestNode.start(TestDatabase.H2, "weighbridge.add-model.sync-wait=1s")) {
            DoorClient admin = DoorClient.admin(node);
            var accepted = admin.post(MODELS, body(admin));
            assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
            String path = accepted.text("/location").substring(node.url().toString().length());
            var running = admin.get(path);
            assertThat(running.status()).isEqualTo(202);
            assertThat(running.body()).isEqualTo("{}");
            release.countDown();
            assertThat(admin.awaitJob(accepted).ok().text("/inventory/name")).isEqualTo("held");
        }
    }

    @Test
    void aPollingCallerIsNotHeld() {
        DoorClient admin = DoorClient.admin();
        var accepted = CompletableFuture.supplyAsync(() -> admin.asGoSdk().post(MODELS, body(admin)));
        assertThat(accepted).succeedsWithin(Duration.ofSeconds(20)).satisfies(reply -> assertThat(reply.status()).isEqualTo(202));
        release.countDown();
        admin.awaitJob(accepted.join()).ok();
    }

    @Test
    void aNodeThatShutsDownLetsItsCallersGo() {
        var node = TestNode.start(TestDatabase.H2);
        DoorClient admin = DoorClient.admin(node);
        String body = body(admin);
        var held = CompletableFuture.supplyAsync(() -> admin.post(MODELS, body));
        await().until(() -> asked.getCount() == 0);
        var closed = CompletableFuture.runAsync(node::close);
        assertThat(held).succeedsWithin(Duration.ofSeconds(10)).satisfies(reply -> assertThat(reply.status()).isEqualTo(202));
        release.countDown();
        assertThat(closed).succeedsWithin(Duration.ofSeconds(60));
    }
}
