package dev.weighbridge.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.weighbridge.kill.LastingDatabase;
import dev.weighbridge.kill.NodeProcess;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.source.http.FaultyFile;
import dev.weighbridge.source.http.FaultyHttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** A person watches an import while its node is killed and another one is started in its place. */
class KilledWhileWatchedTest {

    private static final double LONG = 90_000;

    private static final int SIZE = 2 << 20;

    @TempDir
    Path home;

    @Test
    void thePageSaysThatItIsNotLiveAndGoesOnByItself() throws Exception {
        var database = LastingDatabase.of(TestDatabase.H2, home);
        try (InstalledBrowser chromium = InstalledBrowser.start(); FaultyHttpServer server = FaultyHttpServer.start();
                NodeProcess first = NodeProcess.start(home, database).ready(); Page page = chromium.browser().newPage()) {
            FaultyFile file = server.file("/weights.bin", new byte[SIZE]).pace(DataSize.ofKilobytes(250));
            first.addModel(first.addCenter("https://example.invalid"), "watched", server.url("/weights.bin").toString());
            watch(page, first);
            double before = bar(page);

            first.kill();
            assertThat(page.locator(".live")).hasAttribute("data-live", "off",
                    new LocatorAssertions.HasAttributeOptions().setTimeout(LONG));
            try (NodeProcess second = NodeProcess.inThePlaceOf(first, home, database).up()) {
                assertThat(page.locator(".live")).hasAttribute("data-live", "on",
                        new LocatorAssertions.HasAttributeOptions().setTimeout(LONG));
                page.waitForFunction("before => { const bar = document.querySelector('.bytes progress');"
                        + " return bar.value > before && bar.value < bar.max; }", before);
                assertThat(page.locator("h1 + .state")).hasText("Done", new LocatorAssertions.HasTextOptions().setTimeout(LONG));
                assertThat(page.locator(".facts div:has(dt:text-is('Attempt')) dd")).hasText("2");
                second.as(first);
                assertThat(second.models()).contains("\"total\":1");
                assertThat(file.bytesServed()).as("it went on where it was").isLessThan(SIZE + SIZE / 4);
            }
        }
    }

    /** Signs in, opens the import and waits until a good part of it is there. */
    private static void watch(Page page, NodeProcess node) {
        page.navigate(node.url() + "/console/imports");
        page.fill("[name=account]", "admin");
        page.fill("[name=password]", NodeProcess.PASSWORD);
        page.click("form button.primary");
        page.click("text=watched");
        assertThat(page.locator(".live")).hasAttribute("data-live", "on");
        page.waitForFunction("() => document.querySelector('.bytes progress').value > " + SIZE / 3);
    }

    private static double bar(Page page) {
        return ((Number) page.evaluate("() => document.querySelector('.bytes progress').value")).doubleValue();
    }
}
