package dev.weighbridge.console;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.microsoft.playwright.Page;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import org.springframework.util.FileSystemUtils;

/**
 * Watches in the console how a list of {@value #MODELS} tiny models comes in, then weighs the pages, which are full by then, and prints the tables of
 * src/docs/console.md: {@code mvn -Pwatched test}.
 */
final class Watched {

    private static final int MODELS = 500;

    private static final List<String> SAMPLES = List.of("tiny-llama", "tiny-moe", "tiny-gguf", "tiny-diffusers", "tiny-onnx", "tiny-lora");

    private static final Duration LONG = Duration.ofMinutes(30);

    private static final Duration IDLE = Duration.ofSeconds(10);

    private final TestNode node;

    private final ConsoleClient admin;

    private final String center;

    private Watched(TestNode node) {
        this.node = node;
        admin = ConsoleClient.signedIn(node, "admin");
        center = new Imports(node).center();
    }

    public static void main(String... none) throws IOException {
        try (InstalledBrowser chromium = InstalledBrowser.start();
                TestNode node = TestNode.start(Files.createTempDirectory("weighbridge"), TestDatabase.H2.freshUrl(), TestDatabase.H2.user(),
                        List.of())) {
            var watched = new Watched(node);
            System.out.println(watched.watch(chromium, watched.models()));
            try (var console = new FilledConsole(node)) {
                System.out.println(new PageWeights(chromium, node).of(watched.full(console.pages())));
            }
        }
    }

    /** Makes folders of the samples' files, each with one of its own, and lists them. */
    private String models() throws IOException {
        for (int i = 0; i < MODELS; i++) {
            Path folder = node.models().resolve("tiny-" + i);
            FileSystemUtils.copyRecursively(Path.of("samples").resolve(SAMPLES.get(i % SAMPLES.size())), folder);
            Files.writeString(folder.resolve("number.txt"), "number " + i);
        }
        return IntStream.range(0, MODELS).mapToObj(i -> "tiny-" + i + "," + node.models().resolve("tiny-" + i))
                .collect(Collectors.joining("\n", "name,installPath\n", "\n"));
    }

    /** With the page of a language model, which has all that such a page can have, instead of that of a lone file. */
    private List<String> full(List<String> pages) {
        String llama = admin.get("/console/models?name=tiny-0").html().select("td.name a").attr("href").replace("/console/", "");
        return pages.stream().map(page -> page.startsWith("models/") ? llama : page).toList();
    }

    private String watch(InstalledBrowser chromium, String csv) {
        try (Window window = Window.open(chromium, node, Window.Look.USUAL)) {
            var meter = new PageMeter(window);
            window.signIn();
            Page page = window.page();
            page.waitForFunction("() => document.querySelector('.live').dataset.live === 'on'");
            PageMeter.Reading before = meter.read();
            await().pollDelay(IDLE).atMost(LONG).until(() -> true);
            PageMeter.Reading idle = meter.read();
            String path = admin.send("/console/lists?name=tiny&modelCenterUuid=" + center, "text/csv", csv).with(200).header("HX-Redirect");
            await().atMost(LONG).pollInterval(Duration.ofSeconds(1)).until(() -> !admin.get(path).html().select("h1 + .state")
                    .attr("data-state").equals("RUNNING"));
            page.waitForFunction("() => document.querySelectorAll('#list tr[data-ended=true]').length === 25");
            return meter.table(before, idle, meter.read());
        }
    }
}
