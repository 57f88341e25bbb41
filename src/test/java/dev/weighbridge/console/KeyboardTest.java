package dev.weighbridge.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import com.microsoft.playwright.Page;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.pipeline.SmallPartsNode;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** The console without a mouse, in a real browser: the key Tab leads to everything, and one sees where one is. */
class KeyboardTest {

    /** What a mouse could do something with, and that is shown. Each is numbered, to be told apart. */
    private static final String NUMBER = """
            () => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
              .filter(element => element.checkVisibility({ checkVisibilityCSS: true }))
              .map((element, at) => element.number = String(at))""";

    /** Which of them has the focus; behind it, if that cannot be seen, what it is. */
    private static final String WHERE = """
            () => {
              const element = document.activeElement;
              const style = getComputedStyle(element);
              const box = element.getBoundingClientRect();
              const isSeen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
                && box.width > 0 && box.right > 0 && box.bottom > 0 && box.top < innerHeight && box.left < innerWidth;
              return (element.number || '') + (isSeen ? '' : ' is not seen: ' + element.outerHTML.slice(0, 200));
            }""";

    private final TestNode node = SmallPartsNode.on(TestDatabase.H2);

    @Test
    void everythingIsReachedByTabAndSeenAndEnterWorks() throws IOException {
        Path folder = node.models().resolve(ResourceUuid.random());
        FileSystemUtils.copyRecursively(Path.of("samples/tiny-llama"), folder);
        String uuid = new Imports(node).run("walked", folder.toString(), "1.0").modelUuid();
        try (InstalledBrowser chromium = InstalledBrowser.start(); Window window = Window.open(chromium, node, Window.Look.USUAL)) {
            Page page = window.page();
            window.signIn();
            window.go("imports?show=done");
            walk(page);
            window.go("models/" + uuid);
            walk(page);

            window.go("imports?show=done");
            page.keyboard().press("Tab");
            assertThat(page.locator(".skip")).isFocused();
            page.keyboard().press("Enter");
            page.keyboard().press("Tab");
            assertThat(page.locator("main .head a")).isFocused();
            page.keyboard().press("Enter");
            assertThat(page.locator("h1")).hasText("Add a model");
            assertThat(window.complaints()).isEmpty();
        }
    }

    /** From the top to the end, each once and in the order of the page, the link that skips the bar first. */
    private static void walk(Page page) {
        @SuppressWarnings("unchecked")
        var wanted = (List<String>) page.evaluate(NUMBER);
        assertThat(page.evaluate("() => document.querySelector('.skip').number")).isEqualTo("0");
        assertThat(wanted.stream().map(number -> {
            page.keyboard().press("Tab");
            return (String) page.evaluate(WHERE);
        })).containsExactlyElementsOf(wanted);
    }
}
