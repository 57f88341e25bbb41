package dev.weighbridge.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.FilePayload;
import dev.weighbridge.account.Accounts;
import dev.weighbridge.api.ApiClient;
import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.inventory.NewModel;
import dev.weighbridge.inventory.WeighedModel;
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
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.unit.DataSize;

/** What a person does with the console, each by the forms, buttons and links that the pages have for it, in a real browser. */
class MainPathsTest {

    private static final LocatorAssertions.HasTextOptions LONG = new LocatorAssertions.HasTextOptions().setTimeout(60_000);

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
        window = Window.open(chromium, node, Window.Look.USUAL);
        page = window.page();
        window.signIn();
    }

    @AfterEach
    void nothingWasComplainedOf() {
        window.close();
        assertThat(window.complaints()).isEmpty();
    }

    @Test
    void aListIsTakenInByItsFormAndItsBadRowIsShown() {
        String good = Imports.file(node.models().resolve(ResourceUuid.random()), 10, 103).toString();
        window.go("lists");
        page.selectOption("[name=modelCenterUuid]", imports.center());
        page.setInputFiles("[name=file]", list("two.csv", "name,installPath\nlisted," + good + "\n,nowhere\n"));
        page.click("form[data-bulk] button.primary");
        assertThat(page.locator("h1")).hasText("two.csv");
        assertThat(page.locator("h1 + .state")).hasText("Done in part", LONG);
        Locator bad = page.locator("tbody tr", new Page.LocatorOptions().setHasText("a model needs the key 'name'"));
        assertThat(bad.locator("td").first()).hasText("3");
    }

    @Test
    void aListThatIsNoneIsRefusedOnItsForm() {
        window.go("lists");
        page.fill("[name=text]", "a,b\n1,2\n");
        page.click("form[data-bulk] button.primary");
        assertThat(page.locator("#problem [role=alert]")).containsText("Could not");
        assertThat(page.locator("[name=text]")).hasValue("a,b\n1,2\n");
        onlyComplainsOf("422");
    }

    @Test
    void aSyncIsPreviewedAndThenRun() {
        String folder = "followed-" + ResourceUuid.random();
        Imports.file(node.models().resolve(folder).resolve("one").resolve("a.bin"), 10, 104);
        String policy = ApiClient.admin(node).postJson("/sync-policies", "{\"name\":\"followed\",\"modelCenterUuid\":\"" + imports.center()
                + "\",\"follow\":{\"folders\":[\"" + folder + "\"]}}").with(201).text("/uuid");
        window.go("syncs");
        page.click("a[href='/console/syncs/" + policy + "']");
        page.click("text=Preview");
        assertThat(page.locator("#preview")).containsText("1 new, 0 changed");
        assertThat(page.locator("#preview td.name")).containsText("one");
        page.click("text=Run now");
        page.waitForCondition(() -> {
            page.reload();
            return page.locator("tbody .state").first().textContent().equals("Done");
        }, new Page.WaitForConditionOptions().setTimeout(60_000));
        page.locator("td.time a").first().click();
        assertThat(page.locator("#list td.name")).containsText("one");
        ApiClient.admin(node).send("DELETE", "/sync-policies/" + policy);
    }

    @Test
    void aModelCentreIsAdded() {
        String name = "added-" + ResourceUuid.random();
        window.go("centres");
        page.fill("[name=name]", name);
        page.fill("[name=url]", node.models().toString());
        page.fill("[name=parameters]", "{\"token\": \"no JSON\"");
        page.click("form.form button.primary");
        assertThat(page.locator("[role=alert]")).containsText("Could not");
        assertThat(page.locator("[name=name]")).hasValue(name);
        page.click("form.form button.primary");
        assertThat(page.locator("tbody")).containsText(name);
        assertThat(page.locator("[role=alert]")).hasCount(0);
    }

    @Test
    void anImportIsPausedResumedCancelledAndTriedAgain() {
        try (FaultyHttpServer server = FaultyHttpServer.start()) {
            server.file("/slow.bin", new byte[1 << 20]).pace(DataSize.ofKilobytes(100));
            window.go("imports/" + imports.request("pressed", server.url("/slow.bin").toString(), null));
            Locator state = page.locator("h1 + .state");
            page.click("text=Pause");
            assertThat(state).hasText("Paused", LONG);
            page.click("text=Resume");
            assertThat(state).hasText(Pattern.compile("Queued|Running"), LONG);
            page.onceDialog(Dialog::dismiss);
            page.click("text=Cancel");
            assertThat(page.locator("text=Pause")).isVisible();
            page.onceDialog(Dialog::accept);
            page.click("text=Cancel");
            assertThat(state).hasText("Cancelled", LONG);
            server.at("/slow.bin").pace(DataSize.ofMegabytes(100));
            page.click("text=Try again");
            assertThat(state).hasText("Done", LONG);
        }
    }

    @Test
    void theModelsAreFilteredSortedAndPaged() {
        String tag = "shelf-" + ResourceUuid.random();
        for (int i = 0; i < 26; i++) {
            add(tag + "-" + i, i == 7 ? "Lama" : "Bert", 1000 + i);
        }
        window.go("models");
        page.fill("#name", tag);
        assertThat(page.locator(".paging")).containsText("1 to 25 of 26");
        page.click("#list th a:text-is('Size')");
        assertThat(page.locator("#list td.name a").first()).hasText(tag + "-25");
        page.click("#list th a:text-is('Size')");
        assertThat(page.locator("#list td.name a").first()).hasText(tag + "-0");
        assertThat(page.locator("#list th[aria-sort=ascending]")).hasText("Size");
        page.click(".paging a[rel=next]");
        assertThat(page.locator("#list td.name a")).hasText(tag + "-25");
        assertThat(page.locator("#name")).hasValue(tag);
        page.fill("[name=architectureType]", "Lama");
        page.keyboard().press("Tab");
        assertThat(page.locator("#list td.name a")).hasText(tag + "-7");
        assertThat(page).hasURL(Pattern.compile(".*architectureType=Lama.*"));
    }

    @Test
    void aModelWithLongWordsStaysInItsColumns() {
        String tag = "long-" + ResourceUuid.random();
        add(tag + "n".repeat(200), "Architecture".repeat(20), Long.MAX_VALUE, "1.0.0-" + "v".repeat(100));
        page.setViewportSize(1251, 800);
        window.go("models?name=" + tag);
        assertThat(page.locator("#list tbody tr")).hasCount(1);
        String wider = "() => [...document.querySelectorAll('html, #list td, #list th')].filter(one => one.scrollWidth > one.clientWidth).length";
        assertThat(page.evaluate(wider)).isEqualTo(0);
    }

    @Test
    void theVersionsOfAModelStandOnALineOfTime() {
        String name = "line-" + ResourceUuid.random();
        List<String> uuids = List.of("1.0.0", "1.1.0", "2.0.0").stream().map(version -> add(name, "Lama", 10, version)).toList();
        node.bean(JdbcTemplate.class).update("update model set create_date = create_date - interval '2' day where uuid = ?", uuids.get(0));
        window.go("models/" + uuids.get(2));
        Locator versions = page.locator("ol.timeline li");
        assertThat(versions.locator("a")).hasText(new String[] {"2.0.0", "1.1.0", "1.0.0"});
        assertThat(versions.locator("time")).hasCount(3);
        assertThat(versions.nth(0).locator(".state")).hasText("latest");
        assertThat(versions.locator(".state")).hasCount(1);
        assertThat(versions.nth(1)).containsText("2 d 0 h after the one before");
        assertThat(versions.nth(2)).not().containsText("after");
        versions.nth(1).locator("a").click();
        assertThat(page.locator("ol.timeline li[aria-current] a")).hasText("1.1.0");
    }

    @Test
    void whoSignsOutIsOutAndTheBackButtonShowsNothing() {
        page.click("form.out button");
        assertThat(page.locator("[name=password]")).isVisible();
        page.goBack();
        assertThat(page.locator("[name=password]")).isVisible();
        assertThat(page.locator("#list")).hasCount(0);
    }

    @Test
    void whoseSessionEndsSignsInAndIsWhereHeWanted() {
        window.go("models");
        endSession();
        page.click(".bar a[href='/console/add']");
        assertThat(page).hasURL(Pattern.compile(".*/console/sign-in\\?to=.*"));
        window.fillIn();
        assertThat(page).hasURL(Pattern.compile(".*/console/add"));
    }

    @Test
    void aScriptWhoseSessionEndsComesBackToItsPage() {
        window.go("models?sort=name");
        endSession();
        page.fill("#name", "x");
        assertThat(page.locator("[name=password]")).isVisible();
        window.fillIn();
        assertThat(page).hasURL(Pattern.compile(".*/console/models\\?sort=name"));
        onlyComplainsOf("401");
    }

    @Test
    void aButtonWhoseSessionEndsComesBackToItsPage() {
        String uuid = imports.run("gone", node.models().resolve("not-there").toString(), null).uuid();
        // It looks once more when its stream is open, and would find by itself that the session has ended.
        page.waitForResponse(answer -> answer.url().endsWith(uuid) && answer.request().headers().containsKey("hx-request"),
                () -> window.go("imports/" + uuid));
        endSession();
        page.click("text=Try again");
        window.fillIn();
        assertThat(page.locator("h1")).hasText("gone");
        assertThat(page).hasURL(Pattern.compile(".*/console/imports/" + uuid));
        onlyComplainsOf("401");
    }

    @Test
    void whatEndedBeforeThePageHeardOfItIsShown() {
        try (FaultyHttpServer server = FaultyHttpServer.start()) {
            server.file("/slow.bin", new byte[1 << 20]).pace(DataSize.ofKilobytes(200));
            String uuid = imports.request("unheard", server.url("/slow.bin").toString(), null);
            Page other = window.context().newPage();
            other.navigate(node.url() + "/console/imports");
            assertThat(other.locator(".live")).hasAttribute("data-live", "on");
            List<Route> held = new ArrayList<>();
            page.route("**/console/events", held::add);
            window.go("imports/" + uuid);
            assertThat(page.locator("h1 + .state")).not().hasText("Done");
            page.waitForCondition(() -> !held.isEmpty());
            server.at("/slow.bin").pace(DataSize.ofMegabytes(100));
            assertThat(other.locator("tr[data-import='" + uuid + "'] .state")).hasText("Done", LONG);
            held.forEach(Route::resume);
            assertThat(page.locator("h1 + .state")).hasText("Done");
        }
    }

    @Test
    void languageAndColoursAreChosenWithoutLeavingThePage() {
        window.go("models?sort=name");
        page.click("text=中文");
        assertThat(page.locator("html")).hasAttribute("lang", "zh");
        assertThat(page.locator("h1")).hasText("模型");
        page.click(".look a:text-is('深色')");
        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        assertThat(page.locator("body")).hasCSS("background-color", "rgb(20, 23, 27)");
        page.click("text=English");
        assertThat(page.locator("h1")).hasText("Models");
        assertThat(page).hasURL(Pattern.compile(".*/console/models\\?sort=name"));
    }

    @Test
    void whatIsCopiedCanBePastedWhateverTheBrowserAllows() {
        String uuid = add("copied-" + ResourceUuid.random(), "Lama", 10);
        window.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        assertThat(copiedOf(uuid)).startsWith("curl ").contains(uuid);
        page.addInitScript("Object.defineProperty(navigator, 'clipboard', { value: undefined });");
        assertThat(copiedOf(uuid)).as("as over plain http").startsWith("curl ").contains(uuid);
        page.addInitScript("document.execCommand = () => false;");
        window.go("models/" + uuid);
        page.click("text=Copy");
        assertThat(page.locator("[data-copy] + [role=status]")).containsText("The browser does not allow it.");
        assertThat((String) page.evaluate("() => String(document.getSelection())")).startsWith("curl ");
    }

    /** Copies by the button and pastes into the form of lists. */
    private String copiedOf(String uuid) {
        window.go("models/" + uuid);
        page.click("text=Copy");
        assertThat(page.locator("[data-copy] + [role=status]")).hasText("Copied");
        window.go("lists");
        page.focus("[name=text]");
        page.keyboard().press("Control+V");
        return page.inputValue("[name=text]");
    }

    /** The browser itself tells of every answer that is no success. */
    private void onlyComplainsOf(String status) {
        assertThat(window.complaints()).allMatch(one -> one.contains(status));
        window.complaints().clear();
    }

    private void endSession() {
        window.context().cookies().stream().filter(cookie -> cookie.name.equals(Cookies.SESSION))
                .forEach(cookie -> node.bean(Accounts.class).logout(cookie.value));
    }

    private String add(String name, String architecture, long bytes) {
        return add(name, architecture, bytes, "1.0.0");
    }

    private String add(String name, String architecture, long bytes, String version) {
        var given = new GivenFields(name, "/models/" + name, imports.center(), null, null, null, null, null, null, null, null, null, null,
                null, null, null, null, null, null, null, null);
        var weighed = new WeighedModel("ab".repeat(32), bytes, version, Instant.parse("2026-01-02T03:04:05Z"),
                List.of(new Derivation("architectureType", architecture, "written here", null)), List.of(), List.of());
        String uuid = ResourceUuid.random();
        return node.inTransaction(() -> node.bean(Inventory.class)
                .add(new NewModel(uuid, Imports.ADMIN, "Custom", given, weighed, List.of())).getUuid());
    }

    private static FilePayload list(String name, String text) {
        return new FilePayload(name, "text/csv", text.getBytes(StandardCharsets.UTF_8));
    }
}
