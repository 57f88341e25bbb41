package dev.weighbridge.console;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;

/** The Chromium of this machine, driven by Playwright, which fetches nothing. Close it. */
final class InstalledBrowser implements AutoCloseable {

    private final Playwright playwright;

    private final Browser browser;

    private InstalledBrowser(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Skips the test where there is none on the PATH; {@code .ci/run} fetches it and lets no test be skipped. */
    static InstalledBrowser start() {
        Path program = Stream.of(String.valueOf(System.getenv("PATH")).split(File.pathSeparator)).map(place -> Path.of(place, "chromium"))
                .filter(Files::isExecutable).findFirst().orElse(null);
        assumeTrue(program != null, "chromium is not on the PATH (Debian has it as a package of that name)");
        Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        // Without its own sandbox, which needs a user other than root; it sees only the node of the test.
        Browser browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(program)
                .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
        return new InstalledBrowser(playwright, browser);
    }

    Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
