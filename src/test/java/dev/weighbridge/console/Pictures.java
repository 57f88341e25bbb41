package dev.weighbridge.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.source.http.FaultyHttpServer;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

/**
 * Makes the README's pictures of the console, on a node with the samples in it and imports under way: {@code mvn -Ppictures test}. It needs a font for
 * Chinese, such as Debian's fonts-wqy-zenhei.
 */
final class Pictures {

    private static final List<String> MODELS = List.of("tiny-llama", "tiny-moe", "tiny-gguf", "tiny-diffusers", "tiny-onnx", "tiny-lora");

    private static final int SIZE = 160 << 20;

    private final TestNode node;

    private final FaultyHttpServer server;

    private final Path folder;

    private final Imports imports;

    private Pictures(TestNode node, FaultyHttpServer server, Path folder) {
        this.node = node;
        this.server = server;
        this.folder = folder;
        imports = new Imports(node);
    }

    /** @param to the folder that they are put into */
    public static void main(String... to) throws IOException {
        try (InstalledBrowser chromium = InstalledBrowser.start(); FaultyHttpServer server = FaultyHttpServer.start();
                TestNode node = TestNode.start(Files.createTempDirectory("weighbridge"), TestDatabase.H2.freshUrl(), TestDatabase.H2.user(),
                        List.of(), "weighbridge.transfer.part-size=256KB")) {
            var pictures = new Pictures(node, server, Files.createDirectories(Path.of(to[0])));
            pictures.fill();
            pictures.wide(chromium.browser());
            pictures.narrow(chromium.browser());
        }
    }

    private void fill() throws IOException {
        for (String model : MODELS) {
            FileSystemUtils.copyRecursively(Path.of("samples").resolve(model), node.models().resolve(model));
            imports.run(model, node.models().resolve(model).toString(), "1.0.0");
        }
        imports.run("withdrawn", server.url("/withdrawn.bin").toString(), null);
        byte[] bytes = new byte[SIZE];
        for (int megabytes : new int[] {1, 2, 3}) {
            server.file("/weights-" + megabytes + ".bin", bytes).pace(DataSize.ofMegabytes(megabytes));
            imports.request("large-" + megabytes, server.url("/weights-" + megabytes + ".bin").toString(), null);
        }
    }

    private void wide(Browser browser) {
        try (BrowserContext context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1200, 720).setLocale("en"))) {
            Page page = signedIn(context);
            page.waitForFunction("() => document.querySelectorAll('.speed').length > 2"
                    + " && [...document.querySelectorAll('polyline')].some(line => line.getAttribute('points').split(' ').length > 6)");
            picture(page, "imports");
            page.navigate(node.url() + "/console/models?name=tiny-moe");
            page.locator("#list td.name a").first().click();
            assertThat(page.locator("#memory")).isVisible();
            picture(page, "model");
        }
    }

    private void narrow(Browser browser) {
        try (BrowserContext context = browser.newContext(new Browser.NewContextOptions().setViewportSize(420, 720).setLocale("zh-CN")
                .setColorScheme(ColorScheme.DARK))) {
            Page page = signedIn(context);
            page.navigate(node.url() + "/console/add");
            page.selectOption("[name=modelCenterUuid]", imports.center());
            page.fill("#installPath", "tiny-llama");
            assertThat(page.locator("#plan tbody td.name").first()).isVisible();
            picture(page, "add");
        }
    }

    private Page signedIn(BrowserContext context) {
        Page page = context.newPage();
        page.navigate(node.url() + "/console/imports");
        page.fill("[name=account]", "admin");
        page.fill("[name=password]", TestNode.ADMIN_PASSWORD);
        page.click("form button.primary");
        assertThat(page.locator(".who")).hasText("admin");
        return page;
    }

    private void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(name + ".png")));
    }
}
