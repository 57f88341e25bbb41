package dev.weighbridge.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.LoadState;
import dev.weighbridge.node.TestNode;

/** What pages weigh, and how soon something is seen of them, on a node that has been in use: right after its start the JVM compiles what makes them. */
final class PageWeights {

    /** All that came over the network for the page, headers included: what is in the cache already weighs nothing. */
    private static final String TRANSFERRED = """
            () => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
              .reduce((sum, entry) => sum + entry.transferSize, 0)""";

    private static final String FIRST_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime";

    private static final int TIMES = 9;

    private static final int LOADS_BEFORE = 100;

    private final InstalledBrowser chromium;

    private final TestNode node;

    PageWeights(InstalledBrowser chromium, TestNode node) {
        this.chromium = chromium;
        this.node = node;
    }

    private record Look(double kilobytes, double millis) {}

    /** @param pages below {@code /console/} */
    String of(List<String> pages) {
        var table = new StringBuilder("| page | cold, kB | warm, kB | first paint, cold, ms | warm, ms |\n|---|---:|---:|---:|---:|\n");
        ConsoleClient user = ConsoleClient.signedIn(node, "admin");
        for (int i = 0; i < LOADS_BEFORE; i++) {
            pages.forEach(page -> user.get("/console/" + page));
        }
        List<Cookie> session = signedIn();
        for (String page : Stream.concat(Stream.of("sign-in"), pages.stream()).toList()) {
            List<Look> cold = new ArrayList<>();
            List<Look> warm = new ArrayList<>();
            for (int i = 0; i < TIMES; i++) {
                look(page, session, cold, warm);
            }
            table.append(String.format(Locale.ROOT, "| %s | %.1f | %.1f | %.0f | %.0f |%n", page.replaceAll("/[0-9a-f]{32}", "/…"),
                    cold.getFirst().kilobytes(), warm.getFirst().kilobytes(), median(cold), median(warm)));
        }
        return table.toString();
    }

    private List<Cookie> signedIn() {
        try (Window window = Window.open(chromium, node, Window.Look.USUAL)) {
            window.signIn();
            return window.context().cookies();
        }
    }

    /** Each time in a window of its own, in whose cache nothing is. */
    private void look(String path, List<Cookie> session, List<Look> cold, List<Look> warm) {
        try (Window window = Window.open(chromium, node, Window.Look.USUAL)) {
            window.context().addCookies(path.equals("sign-in") ? List.of() : session);
            cold.add(look(window, path));
            warm.add(look(window, path));
        }
    }

    private static Look look(Window window, String path) {
        Page page = window.page();
        page.navigate("about:blank");
        window.go(path);
        page.waitForLoadState(LoadState.LOAD);
        page.waitForFunction("() => performance.getEntriesByName('first-contentful-paint').length > 0");
        return new Look(((Number) page.evaluate(TRANSFERRED)).doubleValue() / 1000, ((Number) page.evaluate(FIRST_PAINT)).doubleValue());
    }

    private static double median(List<Look> looks) {
        return looks.stream().mapToDouble(Look::millis).sorted().skip(TIMES / 2).findFirst().orElseThrow();
    }
}
