package dev.weighbridge.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.weighbridge.api.ApiClient;
import dev.weighbridge.api.EventLines;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.inventory.ServiceBindings;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.pipeline.SmallPartsNode;
import dev.weighbridge.source.http.FaultyHttpServer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.unit.DataSize;

/** The pages without a browser: what they show, and what their buttons do. */
class PagesTest {

    private static final String BAD_NAME = "<script>alert(1)</script>";

    private final TestNode node = SmallPartsNode.on(TestDatabase.H2);

    private final Imports imports = new Imports(node);

    private final ConsoleClient admin = ConsoleClient.signedIn(node, "admin");

    @ParameterizedTest
    @ValueSource(strings = {"imports", "imports?show=failed", "imports?start=25", "models", "models?sort=-artifactSizeBytes&latest=true",
            "add", "lists", "syncs", "centres", "services", "nodes", "accounts", "audit", "audit?outcome=FAILED"})
    void everyPageIsThereInBothLanguages(String path) {
        Document english = admin.get("/console/" + path).with(200).html();
        Document chinese = admin.get("/console/" + path, "Accept-Language", "zh").with(200).html();
        assertThat(english.select("h1")).hasSize(1);
        assertThat(english.select("nav a[aria-current=page]")).isNotEmpty();
        assertThat(chinese.select("h1").text()).isNotEqualTo(english.select("h1").text()).isNotBlank();
        assertThat(english.text() + chinese.text()).doesNotContain("??");
    }

    @Test
    void aNameIsTextWhateverItIs() {
        Ingestion one = imports.run(BAD_NAME, Imports.file(node.models().resolve(ResourceUuid.random()), 10, 96).toString(), null);
        for (String path : List.of("/console/imports", "/console/imports/" + one.uuid(), "/console/models", "/console/models/"
                + one.modelUuid(), "/console/models?name=%3Cscript%3E")) {
            var page = admin.get(path).with(200);
            assertThat(page.body()).contains("&lt;script&gt;alert(1)&lt;/script&gt;").doesNotContain(BAD_NAME);
            assertThat(page.html().select("script:not([src])")).isEmpty();
        }
        assertThat(admin.get("/console/models?name=%22%3E%3Cscript%3E").with(200).html().select("input[name=name]").val())
                .isEqualTo("\"><script>");
    }

    @Test
    void showsThePlanAndThenAdds() {
        Path file = Imports.file(node.models().resolve(ResourceUuid.random()), 3 * (64 << 10), 97);
        Map<String, String> form = Map.of("installPath", file.toString(), "modelCenterUuid", imports.center(), "name", "from the form",
                "version", "1.2.3");

        Document plan = admin.submit("/console/add/plan", form, "HX-Request", "true").with(200).html();
        assertThat(plan.select("tbody tr")).hasSize(1);
        assertThat(plan.select("dd[title=196,608]").text().replace('\u00a0', ' ')).isEqualTo("192 KiB");
        assertThat(plan.select("nav")).isEmpty();

        String there = admin.submit("/console/add", form).with(302).header("Location");
        assertThat(there).contains("/console/imports/");
        String path = URI.create(there).getPath();
        await().atMost(Imports.LONG)
                .until(() -> admin.get(path).with(200).html().select("h1 + .state").attr("data-state").equals("SUCCEEDED"));
        Document shown = admin.get(path).html();
        assertThat(shown.select("td code.digest").text()).matches("[0-9a-f]{64}");
        Document model = admin.get(shown.select(".buttons a").attr("href")).with(200).html();
        assertThat(model.select("h1").text()).isEqualTo("from the form");
        assertThat(model.select(".fields summary:has([title=version]) .value").text()).isEqualTo("1.2.3");
        assertThat(model.select(".fields details:has([title=version]) .basis").text()).contains("as it was requested");
        assertThat(model.select("pre").text()).contains(node.url() + "/api/v1/models/");
    }

    @Test
    void aServiceIsShownWithItsModelsAndOnTheirPages() {
        String uuid = imports.run("served", Imports.file(node.models().resolve(ResourceUuid.random()), 10, 95).toString(), "1.2.3")
                .modelUuid();
        assertThat(admin.get("/console/models/" + uuid).with(200).html().select("#services")).isEmpty();
        String first = FilledConsole.service(node, "first", uuid, imports.center());
        String second = FilledConsole.service(node, "second", uuid, imports.center());
        node.bean(ServiceBindings.class).setDefault(uuid, second);

        var row = admin.get("/console/services").with(200).html().select("tbody tr:has(.mono:contains(" + second + "))");
        assertThat(row.select("td li a").attr("href")).isEqualTo("/console/models/" + uuid);
        assertThat(row.select("td li").text()).isEqualTo("served 1.2.3 default");
        assertThat(row.select("td").eachText()).contains("vLLM", "Endpoint");
        assertThat(admin.get("/console/services").html().select("tbody tr:has(.mono:contains(" + first + ")) li").text())
                .isEqualTo("served 1.2.3");
        assertThat(admin.get("/console/models/" + uuid).with(200).html().select("#services tbody td:first-child").eachText())
                .as("the default first").containsExactly("second default", "first");
    }

    @Test
    void aSearchBySizeIsKeptByLinksThatSortAndPage() {
        String tag = "sized-" + ResourceUuid.random();
        imports.run(tag, Imports.file(node.models().resolve(ResourceUuid.random()), 3000, 94).toString(), null);
        String found = "/console/models?name=" + tag + "&minSize=2KB&maxSize=3KB";
        Document page = admin.get(found).with(200).html();
        assertThat(page.select("#list tbody tr")).hasSize(1);
        assertThat(page.select("input[name=minSize]").val() + page.select("input[name=maxSize]").val()).isEqualTo("2KB3KB");
        assertThat(page.select("th[aria-sort=descending] a").attr("href")).endsWith("&sort=createdAt").contains("minSize=2KB");
        String bySize = page.select("th.num a").attr("href");
        assertThat(bySize).isEqualTo(found + "&sort=-artifactSizeBytes");
        assertThat(admin.get(bySize).with(200).html().select("th.num[aria-sort=descending] a").attr("href"))
                .isEqualTo(found + "&sort=artifactSizeBytes");
        assertThat(admin.get(found + "&start=25").with(200).html().select(".paging a[rel=prev]").attr("href"))
                .isEqualTo(found + "&start=0");
        assertThat(admin.get("/console/models?name=" + tag + "&maxSize=2KB").with(200).html().select("#list tbody tr")).isEmpty();

        Document refused = admin.get("/console/models?minSize=2KB&maxSize=large").with(422).html();
        assertThat(refused.select("#list [role=alert]").text()).contains("maxSize has the value 'large'", "such as 10GB");
        assertThat(refused.select("input[name=maxSize]").val()).isEqualTo("large");
        assertThat(admin.get("/console/models?minSize=x", "HX-Request", "true").with(422).html().select("#list [role=alert]")).hasSize(1);
    }

    @Test
    void theCalendarShowsTheComingSevenDays() {
        String often = policy("often-" + ResourceUuid.random(), "0 * * * *");
        String daily = policy("daily-" + ResourceUuid.random(), "30 3 * * *");
        Document page = admin.get("/console/syncs").with(200).html();
        assertThat(page.select(".calendar > li")).hasSize(7);
        assertThat(page.select(".calendar > li h3 time").eachAttr("datetime")).isSorted().doesNotHaveDuplicates();
        var second = page.select(".calendar > li:nth-child(2) > ul > li");
        assertThat(second.select(":has(a[href=/console/syncs/" + often + "]) div").eachText()).containsExactly("00:00", "01:00", "02:00",
                "03:00", "and 20 more until 23:00");
        assertThat(second.select(":has(a[href=/console/syncs/" + daily + "]) div").eachText()).containsExactly("03:30");
        assertThat(admin.get("/console/syncs", "Accept-Language", "zh").html().select(".calendar h3").text()).contains("周");
        assertThat(admin.get("/console/syncs/" + daily, "Accept-Language", "zh").with(200).html().select("dt:contains(优先级) + dd").text())
                .isEqualTo("低");
        ApiClient api = ApiClient.admin(node);
        String busy = policy("busy-" + ResourceUuid.random(), "* * * * *");
        Document cut = admin.get("/console/syncs").with(200).html();
        assertThat(cut.select(".notice").text()).contains("first 1,000 runs");
        assertThat(cut.select(".calendar > li:last-child > p").text()).isEqualTo("not shown");
        assertThat(page.select(".notice, .calendar > li:last-child > p")).isEmpty();
        List.of(often, daily, busy).forEach(uuid -> api.send("DELETE", "/sync-policies/" + uuid));
    }

    @Test
    void anImportShowsHowItsAttemptsWent() {
        Ingestion failed = imports.run("attempted", node.models().resolve("not-there").toString(), null);
        String path = "/console/imports/" + failed.uuid();
        await().atMost(Imports.LONG).until(() -> admin.get(path).with(200).html().select("#attempts .whole").text()
                .contains("Failed"));
        Document page = admin.get(path).html();
        assertThat(page.select("#attempts tr:not(.whole) .why").text()).startsWith("SOURCE_NOT_FOUND: Could not ");
        assertThat(page.select("#attempts tr:not(.whole) td:nth-child(3)").text()).isEqualTo("looks at the source");
        assertThat(page.text()).doesNotContain("attempts are shown");
        node.bean(JdbcTemplate.class).update("update ingestion set attempt = 3 where uuid = ?", failed.uuid());
        assertThat(admin.get(path).html().text()).contains("1 of 3 attempts are shown");
    }

    private String policy(String name, String cron) {
        return ApiClient.admin(node).postJson("/sync-policies", "{\"name\":\"" + name + "\",\"modelCenterUuid\":\"" + imports.center()
                + "\",\"follow\":{\"folders\":[\"llm\"]},\"schedule\":{\"cron\":\"" + cron + "\"}}").with(201).text("/uuid");
    }

    @Test
    void aRefusedFormKeepsWhatWasTyped() {
        Document again = admin.submit("/console/add", Map.of("installPath", "x", "modelCenterUuid", ResourceUuid.random(), "name", "kept"))
                .with(200).html();
        assertThat(again.select("[role=alert]").text()).contains("Could not");
        assertThat(again.select("input[name=name]").val()).isEqualTo("kept");
        assertThat(admin.submit("/console/add/plan", Map.of("installPath", "no/such/folder", "modelCenterUuid", imports.center()),
                "HX-Request", "true").with(422).html().select("[role=alert]").text()).contains("Could not");
        assertThat(admin.submit("/console/add/plan", Map.of("installPath", " "), "HX-Request", "true").with(200).html().text())
                .contains("as soon as a reference is typed");
    }

    @Test
    void theButtonsOfAnImportDoWhatTheySay() {
        try (FaultyHttpServer server = FaultyHttpServer.start()) {
            server.file("/slow.bin", new byte[1 << 20]).pace(DataSize.ofKilobytes(100));
            String path = "/console/imports/" + imports.request("stopped", server.url("/slow.bin").toString(), null);
            await().atMost(Imports.LONG).untilAsserted(() -> assertThat(admin.get(path).with(200).html().select("td.wide .sub").text())
                    .contains("of 16 parts of 64.0"));
            press(path, "pause", "PAUSED");
            assertThat(admin.get(path).html().select(".buttons form").eachAttr("action")).containsExactly(path + "/resume",
                    path + "/cancel");
            admin.submit(path + "/approve", Map.of()).with(409);
            press(path, "cancel", "CANCELLED");
            server.at("/slow.bin").pace(DataSize.ofMegabytes(100));
            assertThat(admin.submit(path + "/retry", Map.of()).with(302).header("Location")).doesNotContain(path);
            admin.submit(path + "/explode", Map.of()).with(404);
        }
    }

    @Test
    void aListIsTakenInAndItsErrorsAreShownBesideItsRows() {
        Path folder = node.models().resolve(ResourceUuid.random());
        Imports.file(folder.resolve("a.bin"), 10, 98);
        String csv = "name,installPath\nlisted," + folder + "\n,nowhere\n";
        var answer = admin.send("/console/lists?name=of%20two&modelCenterUuid=" + imports.center(), "text/csv", csv).with(200);
        String path = answer.header("HX-Redirect");
        await().atMost(Imports.LONG)
                .until(() -> admin.get(path).with(200).html().select("h1 + .state").attr("data-state").equals("PARTIAL"));
        Elements rows = admin.get(path).html().select("tbody tr");
        assertThat(rows.eachText()).satisfiesExactly(good -> assertThat(good).isEqualTo("2 listed Done 10 B"),
                bad -> assertThat(bad).startsWith("3 –").contains("a model needs the key 'name'").contains("Failed"));
        assertThat(rows.getFirst().select("a").attr("href")).startsWith("/console/models/");
        assertThat(admin.get(path).html().select("nav.tabs a").eachText()).containsExactly("All 2", "Open 0", "Done 1", "Failed 1");
        assertThat(admin.get(path + "?show=failed").html().select("tbody td:first-child").eachText()).containsExactly("3");
        assertThat(admin.get(path + "?show=open").html().select("tbody tr")).isEmpty();
        assertThat(admin.get(path + "/report").with(200).body()).contains("listed");
        assertThat(admin.send("/console/lists?x=y", "text/csv", "a,b\n").with(422).html().select("[role=alert]").text())
                .contains("Could not");
    }

    @Test
    void anAccountSeesItsOwnOnly() {
        Ingestion others = imports.run("others", node.models().resolve("not-there").toString(), null);
        var account = ConsoleClient.signedIn(node, ordinary());
        assertThat(account.get("/console/imports").with(200).html().select("tbody tr")).isEmpty();
        assertThat(account.get("/console/imports/" + others.uuid()).with(404).html().select("[role=alert]").text())
                .contains("Could not find");
        account.submit("/console/imports/" + others.uuid() + "/retry", Map.of()).with(404);
        account.get("/console/nodes").with(403);
        account.get("/console/accounts").with(403);
        assertThat(account.get("/console/imports").html().select(".bar nav a").eachAttr("href")).doesNotContain("/console/nodes");
        assertThat(account.get("/console/nothing").with(404).html().select("h1")).hasSize(1);
    }

    @Test
    void ofTheJarsIsServedWhatThePagesNameAndNothingElse() {
        String script = admin.get("/console/imports").html().select("script[src*=htmx]").attr("src");
        admin.get(script).with(200);
        assertThat(script).startsWith("/console/lib/");
        admin.get(script.replace("/console/lib/", "/webjars/")).with(404);
        admin.get("/META-INF/resources" + script.replace("/console/lib/", "/webjars/")).with(404);
    }

    /** The console asks for a session first, as for any of its pages; the others, in ZStack's order, look for the path first. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"/console/nothing | 302 | ''", "/api/v1/nothing | 404 | no such endpoint under /api/v1",
            "/zstack/v1/nothing | 404 | no api mapping to /v1/nothing"})
    void aPathThatIsNotThereIsRefusedByItsDoorInItsOwnWords(String path, int status, String words) {
        assertThat(ConsoleClient.stranger(node).get(path).with(status).body()).contains(words);
    }

    @Test
    void theMarkOfThePagesIsTheirIcon() {
        Document page = admin.get("/console/imports").html();
        String icon = admin.get(page.select("link[rel=icon]").attr("href")).with(200).body();
        assertThat(page.select(".brand svg").html()).isNotEmpty().isEqualTo(Jsoup.parse(icon).select("svg").html());
    }

    @Test
    void aPageHearsWhatMovesInItsOwnLanguage() {
        admin.cookie(Cookies.LANGUAGE, "zh");
        String cookie = Cookies.SESSION + "=" + admin.cookie(Cookies.SESSION) + "; " + Cookies.LANGUAGE + "=zh";
        try (EventLines lines = EventLines.of(URI.create(node.url() + "/console/events"), "Cookie", cookie)) {
            String uuid = imports.run("heard", Imports.file(node.models().resolve(ResourceUuid.random()), 10, 99).toString(), null).uuid();
            await().atMost(Imports.LONG).until(() -> lines.events().stream().flatMap(event -> event.data().at("/imports").valueStream())
                    .anyMatch(one -> one.at("/uuid").asString().equals(uuid) && one.at("/stateWord").asString().equals("完成")));
        }
    }

    private void press(String path, String button, String state) {
        admin.submit(path + "/" + button, Map.of()).with(302);
        await().atMost(Imports.LONG).until(() -> admin.get(path).html().select("h1 + .state").attr("data-state").equals(state));
    }

    private String ordinary() {
        return String.valueOf(node.bean(JdbcTemplate.class).queryForObject("select name from account where uuid = ?", String.class,
                ApiClient.ordinary(node).account()));
    }
}
