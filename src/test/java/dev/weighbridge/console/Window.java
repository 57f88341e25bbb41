package dev.weighbridge.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.weighbridge.node.TestNode;

/** A window of a browser, with cookies of its own, in which somebody looks at a node's console. Close it. */
final class Window implements AutoCloseable {

    /** In milliseconds: of a machine that has much else to do. */
    private static final double PATIENCE = 20_000;

    private final URI node;

    private final BrowserContext context;

    private final Page page;

    private final List<String> complaints = new ArrayList<>();

    private Window(URI node, BrowserContext context) {
        this.node = node;
        this.context = context;
        page = context.newPage();
        page.onConsoleMessage(message -> {
            // Whoever leaves the form breaks off the plan that is asked for; htmx says so in the words of an error.
            if (message.type().equals("error") && !message.text().matches("htmx:(sendAbort|afterRequest), .*")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    /** How it is made. */
    record Look(int width, ColorScheme colours, String language) {

        static final Look USUAL = new Look(1280, ColorScheme.LIGHT, "en");

        static final Look OTHER = new Look(390, ColorScheme.DARK, "zh-CN");
    }

    static Window open(InstalledBrowser chromium, TestNode node, Look look) {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        return new Window(node.url(), chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(look.width(), 800)
                .setColorScheme(look.colours()).setLocale(look.language())));
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    /** What the browser complained of, such as a script that the policy forbids. */
    List<String> complaints() {
        return complaints;
    }

    /** @param path below {@code /console/} */
    void go(String path) {
        page.navigate(node + "/console/" + path);
    }

    void signIn() {
        go("imports");
        fillIn();
    }

    /** On the page of the sign-in, wherever it leads. */
    void fillIn() {
        page.fill("[name=account]", "admin");
        page.fill("[name=password]", TestNode.ADMIN_PASSWORD);
        page.click("form button.primary");
        assertThat(page.locator(".who")).hasText("admin");
    }

    @Override
    public void close() {
        context.close();
    }
}
