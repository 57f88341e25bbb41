package dev.weighbridge.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
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

    private final List<String> complaints = new ArrayList<>();

    private BrowserContext context;

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
        open(1280, 800, ColorScheme.LIGHT, "en");
    }

    @AfterEach
    void nothingWasComplainedOf() {
        context.close();
        assertThat(complaints).isEmpty();
    }

    @Test
    void aPersonSignsInAddsAModelWatchesItComeInAndLooksAtIt() {
        try (FaultyHttpServer server = FaultyHttpServer.start()) {
            server.file("/weights.bin", new byte[2 << 20]).pace(DataSize.ofKilobytes(300));
            signIn();
            page.navigate(node.url() + "/console/add");
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
        context.addInitScript("""
                window.shifted = 0;
                new PerformanceObserver(list => list.getEntries().forEach(entry => {
                  window.shifted += entry.hadRecentInput ? 0 : entry.value;
                })).observe({ type: 'layout-shift' });""");
        signIn();
        try (FaultyHttpServer server = FaultyHttpServer.start()) {
            server.file("/slow.bin", new byte[2 << 20]).pace(DataSize.ofKilobytes(500));
            String slow = imports.request("slow", server.url("/slow.bin").toString(), null);
            page.navigate(node.url() + "/console/imports");
            assertThat(page.locator(".live")).hasAttribute("data-live", "on");
            assertThat(page.locator("tr[data-import='" + slow + "'] .speed")).containsText("/s");
            comesInAbove();
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
    void aNameThatIsAScriptIsShownAndNotRun() {
        imports.run("<img src=x onerror=alert(1)><script>alert(1)</script>",
                Imports.file(node.models().resolve(ResourceUuid.random()), 10, 101).toString(), null);
        page.onDialog(dialog -> complaints.add("a script ran: " + dialog.message()));
        signIn();
        page.navigate(node.url() + "/console/models");
        page.fill("#name", "<img");
        assertThat(page.locator("#list tbody tr").first()).containsText("<script>alert(1)</script>");
        page.locator("#list td.name a").first().click();
        assertThat(page.locator("h1")).containsText("<img src=x");
    }

    @Test
    void theSlidersOfGpuMemoryReckonAnew() {
        Path folder = Path.of("samples/tiny-llama").toAbsolutePath();
        String uuid = imports.run("slid", copied(folder).toString(), "1.0").modelUuid();
        signIn();
        page.navigate(node.url() + "/console/models/" + uuid);
        String before = page.locator("#memory b").first().textContent();
        page.locator("[name=sequences]").fill("8");
        assertThat(page.locator("#memory p")).containsText("256 sequences");
        assertThat(page.locator("#memory b").first().textContent()).isNotEqualTo(before);
    }

    @Test
    void noPageShutsAnybodyOut() {
        imports.run("accessible", copied(Path.of("samples/tiny-llama").toAbsolutePath()).toString(), "1.0");
        context.close();
        for (ColorScheme colours : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            open(colours == ColorScheme.LIGHT ? 1280 : 390, 800, colours, colours == ColorScheme.LIGHT ? "en" : "zh-CN");
            page.navigate(node.url() + "/console/sign-in");
            checkAccess("sign-in " + colours);
            signIn();
            for (String path : List.of("imports", "models", "add", "lists", "syncs", "centres", "services", "nodes", "accounts", "audit")) {
                page.navigate(node.url() + "/console/" + path);
                checkAccess(path + " " + colours);
            }
            page.navigate(node.url() + "/console/models?name=accessible");
            page.locator("#list td.name a").first().click();
            checkAccess("model " + colours);
            context.close();
        }
    }

    /** By axe-core's rules, WCAG 2.1 AA among them; and no page is wider than its window. */
    private void checkAccess(String what) {
        page.waitForLoadState(LoadState.DOMCONTENTLOADED);
        var violations = new AxeBuilder(page).analyze().getViolations().stream()
                .map(rule -> rule.getId() + " at " + rule.getNodes().getFirst().getHtml()).toList();
        assertThat(violations).as(what).isEmpty();
        assertThat(page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")).as(what + " fits").isEqualTo(true);
    }

    private void open(int width, int height, ColorScheme colours, String language) {
        context = chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(width, height).setColorScheme(colours)
                .setLocale(language));
        page = context.newPage();
        page.onConsoleMessage(message -> {
            // Whoever leaves the form breaks off the plan that is asked for; htmx says so in the words of an error.
            if (message.type().equals("error") && !message.text().matches("htmx:(sendAbort|afterRequest), .*")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    private void signIn() {
        page.navigate(node.url() + "/console/imports");
        page.fill("[name=account]", "admin");
        page.fill("[name=password]", TestNode.ADMIN_PASSWORD);
        page.click("form button.primary");
        assertThat(page.locator(".who")).hasText("admin");
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
