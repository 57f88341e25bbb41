package dev.weighbridge.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.pipeline.SmallPartsNode;
import dev.weighbridge.secret.TestSecrets;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Lists that come in at the door, and what becomes of their rows. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class BulkApiTest {

    private final TestNode node;

    private final ApiClient admin;

    private final Imports imports;

    /** In all names of a test, so that the tests do not meet. */
    private final String mark = ResourceUuid.random();

    BulkApiTest(TestDatabase database) {
        this.node = SmallPartsNode.on(database);
        this.admin = ApiClient.admin(node);
        this.imports = new Imports(node);
    }

    @Test
    void aBadRowDoesNotStopTheGoodOnes() {
        String csv = "name,installPath,version,size,userTags,token\n"
                + name("a") + "," + model(1) + ",1.0,,x;y,\n"
                + name("b") + "," + model(2) + ",,many,,\n"
                + name("c") + "," + node.models().resolve("not-there") + ",,,,\n"
                + name("d") + "," + model(3) + ",,,," + TestSecrets.fresh("a token of a row") + "\n"
                + ",x,,,,\n"
                + name("e") + ",gopher://x/y,,,,\n";
        var started = post("/bulk-imports?modelCenterUuid=" + imports.center() + "&vendor=us&name=first", "text/csv", csv).with(202);
        String uuid = started.text("/uuid");
        assertThat(started.headers().firstValue("Location")).hasValue("/api/v1/bulk-imports/" + uuid);

        JsonNode ended = end(uuid);
        assertThat(ended.at("/state").asString()).isEqualTo("PARTIAL");
        assertThat(ended.at("/name").asString()).isEqualTo("first");
        assertThat(counts(ended)).isEqualTo("rows 6 succeeded 2 failed 4 ");
        assertThat(ended.at("/counts/bytesTotal").asLong()).isEqualTo(1001 + 1003).isEqualTo(ended.at("/counts/bytesDone").asLong());
        assertThat(ended.at("/failures").values()).extracting(row -> row.at("/line").asInt() + " " + row.at("/kind").asString())
                .containsExactly("3 INVALID_REQUEST", "4 SOURCE_NOT_FOUND", "6 INVALID_REQUEST", "7 INVALID_REQUEST");
        assertThat(ended.at("/failures/0/message").asString()).isEqualTo(
                "Could not read the row in line 3: 'size' must be a whole number. Correct it and import the list again.");
        assertThat(ended.at("/failures/0/name").asString()).isEqualTo(name("b"));
        var found = admin.exchange("GET", "/zstack/v1/ai/models?q=name=" + name("a"), "").with(200);
        assertThat(found.text("/inventories/0/vendor")).isEqualTo("us");
        assertThat(found.text("/inventories/0/version")).isEqualTo("1.0");
        assertThat(found.text("/inventories/0/type")).isEqualTo("Custom");
        assertThat(admin.get("/ingestions?bulk=" + uuid).with(200).at("/total").asInt()).isEqualTo(4);
        assertThat(node.bean(JdbcTemplate.class).queryForObject("select count(token) from bulk_row where run_uuid = ?", Long.class, uuid))
                .as("tokens that are kept").isZero();
    }

    @Test
    void theSameListAgainRequestsOnlyWhatIsMissingOrFailed() {
        String list = "kind: bulk\nmodels:\n- {name: " + name("a") + ", installPath: " + model(1) + "}\n- {name: " + name("b")
                + ", installPath: " + node.models().resolve(mark + "-late") + "}\n";
        String path = "/bulk-imports?modelCenterUuid=" + imports.center();
        assertThat(counts(end(post(path, "application/yaml", list).with(202).text("/uuid")))).isEqualTo("rows 2 succeeded 1 failed 1 ");

        Imports.file(node.models().resolve(mark + "-late"), 10, 5);
        JsonNode second = end(post(path, "application/yaml", list).with(202).text("/uuid"));
        assertThat(counts(second)).isEqualTo("rows 2 succeeded 1 alreadyThere 1 ");
        assertThat(second.at("/state").asString()).isEqualTo("SUCCEEDED");
        assertThat(counts(end(post(path, "application/yaml", list).with(202).text("/uuid")))).isEqualTo("rows 2 alreadyThere 2 ");
    }

    @Test
    void whatHasFailedIsTriedAgain() {
        String row = "{\"name\":\"" + name("a") + "\",\"installPath\":\"" + node.models().resolve(mark + "-late") + "\"}\n";
        String uuid = post("/bulk-imports?modelCenterUuid=" + imports.center(), "application/x-ndjson", row + "no JSON\n").with(202)
                .text("/uuid");
        assertThat(end(uuid).at("/state").asString()).isEqualTo("FAILED");
        Imports.file(node.models().resolve(mark + "-late"), 10, 5);

        assertThat(admin.post("/bulk-imports/" + uuid + "/retry-failed").with(200).at("/rows").asInt()).as("what could be read")
                .isEqualTo(1);
        assertThat(counts(end(uuid))).isEqualTo("rows 2 succeeded 1 failed 1 ");
    }

    @Test
    void aDryRunTellsTheBytesAndRequestsNothing() throws IOException {
        String there = model(7);
        // what was written a moment ago is known by its digest only
        Files.writeString(Path.of(there + ".sha256"), DigestUtils.sha256Hex(Files.readAllBytes(Path.of(there))));
        assertThat(counts(end(post("/bulk-imports?modelCenterUuid=" + imports.center(), "text/csv",
                "name,installPath\n" + name("there") + "," + there + "\n").with(202).text("/uuid")))).isEqualTo("rows 1 succeeded 1 ");

        String csv = "name,installPath\n" + name("there") + "," + there + "\n" + name("same") + "," + there + "\n" + name("new") + ","
                + model(8) + "\n" + name("gone") + "," + node.models().resolve("not-there") + "\n";
        String uuid = post("/bulk-imports?dryRun=true&modelCenterUuid=" + imports.center(), "text/csv", csv).with(202).text("/uuid");
        JsonNode ended = end(uuid);
        assertThat(ended.at("/dryRun").asBoolean()).isTrue();
        assertThat(counts(ended)).isEqualTo("rows 4 failed 1 alreadyThere 1 planned 2 ");
        assertThat(ended.at("/counts/bytesToFetch").asLong()).isEqualTo(1008);
        assertThat(ended.at("/counts/bytesStored").asLong()).isEqualTo(1007);
        assertThat(ended.at("/failures/0/kind").asString()).isEqualTo("SOURCE_NOT_FOUND");
        assertThat(admin.get("/ingestions?bulk=" + uuid).with(200).at("/total").asInt()).isZero();

        String centre = "kind: bulk\ncentre: {name: " + mark + ", url: /m}\nmodels:\n- {name: a, installPath: b}\n";
        assertThat(post("/bulk-imports?dryRun=true", "application/yaml", centre).problem(400, "INVALID_REQUEST").text("/detail"))
                .contains("a dry run makes none");
    }

    @Test
    void aRowMayNameItsOwnCentreAndPriority() {
        String folder = node.models().resolve(mark).toString();
        Imports.file(node.models().resolve(mark).resolve("file.bin"), 10, 4);
        String centre = "kind: bulk\ncentre: {name: " + mark + ", url: " + folder + "}\ndefaults: {priority: low}\nmodels:\n"
                + "- {name: " + name("a") + ", installPath: file.bin}\n- {name: " + name("b")
                + ", installPath: file.bin, priority: urgent}\n";
        String first = post("/bulk-imports", "application/yaml", centre).with(202).text("/uuid");
        assertThat(counts(end(first))).isEqualTo("rows 2 succeeded 2 ");
        assertThat(admin.get("/ingestions?sort=name&bulk=" + first).with(200).at("/items").values())
                .extracting(item -> item.at("/priority").asString()).containsExactly("LOW", "URGENT");

        String csv = "name,installPath,centre\n" + name("c") + ",file.bin," + mark + "\n" + name("d") + ",x,no such centre\n"
                + name("e") + ",x,\n";
        JsonNode second = end(post("/bulk-imports", "text/csv", csv).with(202).text("/uuid"));
        assertThat(counts(second)).isEqualTo("rows 3 succeeded 1 failed 2 ");
        assertThat(second.at("/failures").values()).extracting(row -> row.at("/message").asString()).satisfiesExactly(
                why -> assertThat(why).contains("has no model centre of the name 'no such centre'"),
                why -> assertThat(why).contains("names no model centre, and neither does its list"));
    }

    @Test
    void reportsEachRowAsJsonAndAsCsvThatNoSpreadsheetRuns() {
        String csv = "name,installPath\n\"=HYPERLINK(\"\"x\"\")\",\n" + name("a") + "," + model(1) + "\n";
        String uuid = post("/bulk-imports?modelCenterUuid=" + imports.center(), "text/csv", csv).with(202).text("/uuid");
        end(uuid);

        var json = admin.get("/bulk-imports/" + uuid + "/report").with(200);
        assertThat(json.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(json.text("/bulkImport/uuid")).isEqualTo(uuid);
        assertThat(json.at("/rows").values()).extracting(row -> row.at("/line").asInt() + " " + row.at("/state").asString())
                .containsExactly("2 FAILED", "3 SUCCEEDED");
        assertThat(json.text("/rows/1/modelUuid")).matches("[0-9a-f]{32}");

        var cells = admin.get("/bulk-imports/" + uuid + "/report", "Accept", "text/csv").with(200);
        assertThat(cells.headers().firstValue("Content-Type")).hasValueSatisfying(type -> assertThat(type).startsWith("text/csv"));
        List<String> lines = cells.body().lines().toList();
        assertThat(lines.get(0)).startsWith("line,name,state,kind,message,");
        assertThat(lines.get(1)).startsWith("2,\"'=HYPERLINK(\"\"x\"\")\",FAILED,INVALID_REQUEST,");
        assertThat(lines.get(2)).startsWith("3," + name("a") + ",SUCCEEDED,,,,").endsWith(",1001,,");
        assertThat(admin.get("/bulk-imports/" + uuid + "/report?format=csv").with(200).body()).isEqualTo(cells.body());
        admin.get("/bulk-imports/" + uuid + "/report?format=xml").problem(400, "INVALID_REQUEST");
    }

    @Test
    void showsRowsOfAStateInTheOrderOfTheList() {
        String csv = "name,installPath,size\n" + name("a") + "," + model(1) + ",\n" + name("b") + ",x,many\n" + name("c") + ","
                + node.models().resolve("not-there") + ",\n";
        String uuid = post("/bulk-imports?modelCenterUuid=" + imports.center(), "text/csv", csv).with(202).text("/uuid");
        end(uuid);
        String rows = "/bulk-imports/" + uuid + "/rows";

        assertThat(shown(rows)).containsExactly("2 SUCCEEDED -", "3 FAILED INVALID_REQUEST", "4 FAILED SOURCE_NOT_FOUND");
        assertThat(shown(rows + "?state=failed,paused")).containsExactly("3 FAILED INVALID_REQUEST", "4 FAILED SOURCE_NOT_FOUND");
        assertThat(shown(rows + "?state=FAILED&limit=1&start=1")).containsExactly("4 FAILED SOURCE_NOT_FOUND");
        assertThat(admin.get(rows + "?state=FAILED&limit=0").with(200).at("/total").asInt()).isEqualTo(2);
        assertThat(admin.get(rows + "?state=broken").problem(400, "INVALID_REQUEST").text("/detail")).contains("ALREADY_THERE");
    }

    private List<String> shown(String rows) {
        return admin.get(rows).with(200).at("/items").values().stream().map(row -> row.at("/line").asInt() + " "
                + row.at("/state").asString() + " " + row.at("/failure/kind").asString("-")).toList();
    }

    @Test
    void anotherAccountsImportIsNotThere() {
        ApiClient stranger = ApiClient.ordinary(node);
        String uuid = post("/bulk-imports?modelCenterUuid=" + imports.center(), "text/csv", "name,installPath\na,/not-there\n").with(202)
                .text("/uuid");
        end(uuid);
        for (String call : List.of("", "/report", "/rows")) {
            stranger.get("/bulk-imports/" + uuid + call).problem(404, "NOT_FOUND");
        }
        for (String call : List.of("/pause", "/resume", "/cancel", "/retry-failed")) {
            stranger.post("/bulk-imports/" + uuid + call).problem(404, "NOT_FOUND");
        }
        assertThat(stranger.get("/bulk-imports").with(200).at("/total").asInt()).isZero();
        assertThat(admin.get("/bulk-imports?limit=1").with(200).text("/items/0/uuid")).isEqualTo(uuid);

        String own = stranger.exchange("POST", "/api/v1/bulk-imports?name=" + mark, "name,installPath\na,b\n", "Content-Type", "text/csv")
                .with(202).text("/uuid");
        assertThat(stranger.get("/bulk-imports").with(200).text("/items/0/name")).isEqualTo(mark);
        assertThat(admin.get("/bulk-imports/" + own).with(200).text("/uuid")).isEqualTo(own);
    }

    @Test
    void whatIsNoListIsRefusedAndLeavesNothing() {
        long before = kept();
        assertThat(post("/bulk-imports", "application/json", "[]").problem(415, "INVALID_REQUEST").headers().firstValue("Accept"))
                .hasValueSatisfying(accept -> assertThat(accept).contains("text/csv"));
        assertThat(post("/bulk-imports", "text/csv", "nam,installPath\na,b\n").problem(400, "INVALID_REQUEST").text("/detail"))
                .startsWith("Could not read the list: line 1: the header has the field 'nam'");
        assertThat(post("/bulk-imports", "text/csv", "name,installPath\n").problem(400, "INVALID_REQUEST").text("/detail"))
                .contains("it has no rows");
        post("/bulk-imports", "text;", "name,installPath\na,b\n").problem(415, "INVALID_REQUEST");
        post("/bulk-imports", "application/yaml", "kind: bulk\nfrom: /etc/passwd.csv\n").problem(400, "INVALID_REQUEST");
        String late = "kind: bulk\nmodels:\n- {name: a, installPath: b}\nkin: bulk\n";
        assertThat(post("/bulk-imports", "application/yaml", late).problem(400, "INVALID_REQUEST").text("/detail")).contains("line 4");
        for (String query : List.of("dryRun=perhaps", "modelCenterUuid=x", "priority=now", "name=", "token=t0ken", "vendr=x")) {
            post("/bulk-imports?" + query, "text/csv", "name,installPath\na,b\n").problem(400, "INVALID_REQUEST");
        }
        assertThat(kept()).isEqualTo(before);
    }

    private long kept() {
        Long count = node.bean(JdbcTemplate.class).queryForObject("select (select count(*) from bulk_run where state = 'READING')"
                + " + (select count(*) from bulk_row where run_uuid not in (select uuid from bulk_run where state <> 'READING'))",
                Long.class);
        return count == null ? -1 : count;
    }

    private ApiClient.Reply post(String path, String type, String list) {
        return admin.exchange("POST", "/api/v1" + path, list, "Content-Type", type);
    }

    private JsonNode end(String uuid) {
        Callable<JsonNode> look = () -> admin.get("/bulk-imports/" + uuid).with(200).json();
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50)).until(look,
                run -> !run.at("/state").asString().equals("RUNNING"));
    }

    /** Those that are not zero, but for bytes. */
    private static String counts(JsonNode run) {
        var counts = new StringBuilder();
        for (var count : run.at("/counts").properties()) {
            if (!count.getKey().startsWith("bytes") && count.getValue().asLong() != 0) {
                counts.append(count.getKey()).append(' ').append(count.getValue().asLong()).append(' ');
            }
        }
        return counts.toString();
    }

    private String name(String name) {
        return mark + "-" + name;
    }

    /** A file of its own, of 1000 bytes and some. */
    private String model(int seed) {
        Path file = Imports.file(node.models().resolve(ResourceUuid.random()), 1000 + seed, seed + 100L);
        return file.toString();
    }
}
