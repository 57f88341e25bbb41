package dev.weighbridge.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.LoadState;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.pipeline.SmallPartsNode;
import dev.weighbridge.source.http.FaultyHttpServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

/** The console as a person uses it, in a real browser. What the browser complains of, such as a script that the policy forbids, fails the test. */
class BrowserTest {

    private static final double LONG = 60_000;

    private static InstalledBrowser chromium;

    private final TestNode node = SmallPartsNode.on(TestDatabase.H2);

    private final Imports imports = new Imports(node);

    private Window window;

    private Page page;

    @BeforeAll
    static void start() {
        chromium = InstalledBrowser.start();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void open() {
        open(Window.Look.USUAL);
    }

    private void open(Window.Look look) {
        window = Window.open(chromium, node, look);
        page = window.page();
    }

    @AfterEach
    void nothingWasComplainedOf() {
        window.close();
        assertThat(window.complaints()).isEmpty();
    }

    @Test
    void aPersonSignsInAddsAModelWatchesItComeInAndLooksAtIt() {
        try (FaultyHttpServer server = FaultyHttpServer.start()) {
            server.file("/weights.bin", new byte[2 << 20]).pace(DataSize.ofKilobytes(300));
            window.signIn();
            window.go("add");
            page.selectOption("[name=modelCenterUuid]", imports.center());
            page.fill("#installPath", server.url("/weights.bin").toString());
            assertThat(page.locator("#plan tbody td.name")).containsText("weights.bin");
            assertThat(page.locator("[name=name]")).hasValue("weights.bin");
            page.fill("[name=name]", "watched");
            page.click("form#add button.primary");

            assertThat(page.locator("h1")).hasText("watched");
            assertThat(page.locator(".live")).hasAttribute("data-live", "on");
            page.waitForFunction("() => { const bar = document.querySelector('.bytes progress');"
                    + " return bar.value > 0 && bar.value < bar.max; }");
            assertThat(page.locator(".speed")).containsText("/s");
            assertThat(page.locator("h1 + .state")).hasText("Done", new LocatorAssertions.HasTextOptions()
                    .setTimeout(LONG));
            page.click("text=Show the model");
            assertThat(page.locator("h1")).hasText("watched");
            page.locator(".fields summary", new Page.LocatorOptions().setHasText("Checksum")).click();
            assertThat(page.locator(".fields details[open] .basis")).isVisible();
        }
    }

    @Test
    void theListMovesByItselfAndWhatStandsBesideItDoesNot() {
        window.context().addInitScript("""
                window.shifted = 0;
                window.makesWay = () => false;
                new PerformanceObserver(list => list.getEntries().forEach(entry => {
                  window.shifted += entry.hadRecentInput || entry.sources.every(window.makesWay) ? 0 : entry.value;
                })).observe({ type: 'layout-shift' });""");
        window.signIn();
        try (FaultyHttpServer server = FaultyHttpServer.start()) {
            server.file("/slow.bin", new byte[2 << 20]).pace(DataSize.ofKilobytes(500));
            String slow = imports.request("slow", server.url("/slow.bin").toString(), null);
            window.go("imports");
            assertThat(page.locator(".live")).hasAttribute("data-live", "on");
            Locator row = page.locator("tr[data-import='" + slow + "']");
            assertThat(row.locator(".speed")).containsText("/s");
            row.evaluate("row => { row.isTheSame = true; }");
            page.evaluate("() => { window.makesWay = source => document.getElementById('list').contains(source.node); }");
            comesInAbove();
            assertThat(row.evaluate("row => row.isTheSame")).as("what has not changed is left alone").isEqualTo(true);
            assertThat(row.locator("polyline").getAttribute("points")).as("its line goes on").contains(" ");
        }
        assertThat((Number) page.evaluate("() => window.shifted")).as("layout shift").isEqualTo(0);
    }

    private void comesInAbove() {
        String uuid = imports.run("appears", Imports.file(node.models().resolve(ResourceUuid.random()), 10, 100).toString(), null).uuid();
        Locator row = page.locator("tr[data-import='" + uuid + "']");
        assertThat(row.locator(".state")).hasText("Done");
        assertThat(row.locator("a")).hasText("appears");
    }

    @Test
    void theListIsNotAskedForAgainWhileThePageIsStillDrawn() {
        window.signIn();
        window.go("imports");
        var askedAt = (Number) page.waitForFunction("() => performance.getEntriesByType('resource')"
                + ".find(one => one.initiatorType === 'xmlhttprequest')?.startTime").jsonValue();
        assertThat(askedAt.doubleValue()).as("milliseconds after the page was asked for").isGreaterThanOrEqualTo(2000);
    }

    @Test
    void whoStandsInTheListStaysThereWhenItIsPutInAnew() {
        String uuid = comesIn("stood on");
        window.signIn();
        page.locator(".tabs a").last().focus();
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        Locator link = page.locator("#list a[href='/console/imports/" + uuid + "']");
        assertThat(link).isFocused();
        page.evaluate("() => { document.getElementById('list').dataset.old = 'true'; }");
        comesIn("one more");
        assertThat(page.locator("#list:not([data-old])")).isVisible();
        assertThat(link).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText("stood on");
    }

    @Test
    void theListWaitsUntilNobodyChoosesTextInIt() {
        comesIn("read");
        window.signIn();
        assertThat(page.locator(".live")).hasAttribute("data-live", "on");
        page.evaluate("() => { document.getSelection().selectAllChildren(document.querySelector('#list .sub'));"
                + " window.since = performance.now(); }");
        Locator late = page.locator("tr[data-import='" + comesIn("late") + "']");
        page.waitForFunction("() => performance.now() - window.since > 3000"); // longer than the list takes otherwise
        assertThat(late).hasCount(0);
        assertThat((String) page.evaluate("() => String(document.getSelection())")).isNotEmpty();
        page.evaluate("() => document.getSelection().removeAllRanges()");
        assertThat(late).hasCount(1);
    }

    private String comesIn(String name) {
        return imports.run(name, Imports.file(node.models().resolve(ResourceUuid.random()), 10, 102).toString(), null).uuid();
    }

    @Test
    void aNameThatIsAScriptIsShownAndNotRun() {
        imports.run("<img src=x onerror=alert(1)><script>alert(1)</script>",
                Imports.file(node.models().resolve(ResourceUuid.random()), 10, 101).toString(), null);
        page.onDialog(dialog -> window.complaints().add("a script ran: " + dialog.message()));
        window.signIn();
        window.go("models");
        page.fill("#name", "<img");
        assertThat(page.locator("#list tbody tr").first()).containsText("<script>alert(1)</script>");
        page.locator("#list td.name a").first().click();
        assertThat(page.locator("h1")).containsText("<img src=x");
    }

    @Test
    void theSlidersOfGpuMemoryReckonAnew() {
        Path folder = Path.of("samples/tiny-llama").toAbsolutePath();
        String uuid = imports.run("slid", copied(folder).toString(), "1.0").modelUuid();
        window.signIn();
        window.go("models/" + uuid);
        String before = page.locator("#memory b").first().textContent();
        page.locator("[name=sequences]").fill("8");
        assertThat(page.locator("#memory p")).containsText("256 sequences");
        assertThat(page.locator("#memory b").first().textContent()).isNotEqualTo(before);
    }

    @Test
    void noPageShutsAnybodyOutOrIsHeavy() {
        String model = imports.run("accessible", copied(Path.of("samples/tiny-llama").toAbsolutePath()).toString(), "1.0").modelUuid();
        window.close();
        try (var console = new FilledConsole(node)) {
            List<String> pages = console.pages();
            for (Window.Look look : List.of(Window.Look.USUAL, Window.Look.OTHER)) {
                open(look);
                window.go("sign-in");
                check("sign-in " + look);
                window.signIn();
                pages.forEach(path -> check(path, look));
                check("models/" + model, look);
                window.close();
                // Chromium itself tells of the page that is not there.
                assertThat(window.complaints()).singleElement().asString().contains("404");
                window.complaints().clear();
            }
        }
    }

    private void check(String path, Window.Look look) {
        window.go(path);
        check(path + " " + look);
    }

    /**
     * By axe-core's rules, WCAG 2.1 AA among them; no page is wider than its window, nor heavier than 200 kB where nothing of it is cached: when it is
     * loaded, and afterwards without what was asked for again because it changed.
     */
    private void check(String what) {
        page.waitForLoadState(LoadState.LOAD);
        assertThat(weight("entries")).as(what + " weighs when it is loaded").isBetween(50_000, 200_000);
        var violations = new AxeBuilder(page).setLegacyMode(true).analyze().getViolations().stream()
                .map(rule -> rule.getId() + " at " + rule.getNodes().getFirst().getHtml()).toList();
        assertThat(violations).as(what).isEmpty();
        assertThat(page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")).as(what + " fits").isEqualTo(true);
        assertThat(weight("[...new Map(entries.map(entry => [entry.name, entry])).values()]")).as(what + " weighs")
                .isBetween(50_000, 200_000);
    }

    private int weight(String counted) {
        return ((Number) page.evaluate("() => { const entries = [...performance.getEntriesByType('navigation'),"
                + " ...performance.getEntriesByType('resource')]; return " + counted
                + ".reduce((sum, entry) => sum + entry.encodedBodySize + 300, 0); }")).intValue();
    }

    private Path copied(Path folder) {
        try {
            Path copy = node.models().resolve(ResourceUuid.random());
            FileSystemUtils.copyRecursively(folder, copy);
            return copy;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
