package dev.weighbridge.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.IngestionState;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.ingestion.Origin;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.request.ModelRequest;
import dev.weighbridge.request.RequestIntake;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of a model, and their bytes over the wire. */
class ModelFilesApiTest {

    private static final TestNode NODE = TestNode.shared(TestDatabase.H2);

    private static final ApiClient OWNER = ApiClient.ordinary(NODE);

    private static final String TEN = "0123456789";

    private static final String TEN_SHA256 = "84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882"; // printf 0123456789 | sha256sum

    /** More than two of the pieces in which they are read. */
    private static final String LONG = letters(1, 5 << 19);

    private static String files = "";

    @BeforeAll
    static void importAModel() throws IOException {
        Path folder = Files.createDirectories(NODE.models().resolve(ResourceUuid.random()));
        Files.writeString(folder.resolve("ten.txt"), TEN);
        Files.writeString(folder.resolve("empty.bin"), "");
        Files.writeString(folder.resolve("long.txt"), LONG);
        Files.writeString(Files.createDirectories(folder.resolve("sub folder")).resolve("q\"ü;%41.html"), "<script>");
        files = "/models/" + model(folder) + "/files";
    }

    @Test
    void theFilesAreListedWithWhatWasVerified() {
        var listed = OWNER.get(files).with(200);
        assertThat(listed.at("/total").asInt()).isEqualTo(4);
        assertThat(paths("")).containsExactly("empty.bin", "long.txt", "sub folder/q\"ü;%41.html", "ten.txt");
        assertThat(listed.at("/items/3")).hasToString(
                "{\"path\":\"ten.txt\",\"size\":10,\"sha256\":\"" + TEN_SHA256 + "\",\"verifiedBy\":null}");
        assertThat(paths("?sort=-size&limit=1")).containsExactly("long.txt");
        assertThat(paths("?sort=size&limit=2&start=1")).containsExactly("sub folder/q\"ü;%41.html", "ten.txt");
        assertThat(paths("?sort=-path&limit=1")).containsExactly("ten.txt");
        OWNER.get(files + "?sort=sha256").problem(400, "INVALID_REQUEST");
    }

    @Test
    void aWholeFileIsADownloadThatNoBrowserShows() {
        var whole = OWNER.get(files + "/ten.txt").with(200);
        assertThat(whole.body()).isEqualTo(TEN);
        assertThat(whole.headers().firstValue("ETag")).hasValue("\"" + TEN_SHA256 + "\"");
        assertThat(whole.headers().firstValue("Content-Length")).hasValue("10");
        assertThat(whole.headers().firstValue("Accept-Ranges")).hasValue("bytes");
        assertThat(whole.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        assertThat(whole.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("attachment;"));
        assertThat(whole.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(whole.headers().allValues("Cache-Control")).containsExactly("private, no-cache");
        assertThat(OWNER.get(files + "/long.txt").with(200).body()).isEqualTo(LONG);
        assertThat(OWNER.get(files + "/empty.bin").with(200).body()).isEmpty();
    }

    @Test
    void aNameThatSomebodyElseChoseStaysInItsHeader() {
        var reply = OWNER.get(files + "/sub%20folder/q%22%C3%BC%3B%2541.html").with(200);
        assertThat(reply.body()).isEqualTo("<script>");
        assertThat(reply.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        assertThat(reply.headers().firstValue("Content-Disposition")).hasValueSatisfying(value -> assertThat(value)
                .matches("attachment; filename=\"([ -~&&[^\"\\\\]]|\\\\[\"\\\\])*\"; filename\\*=UTF-8''q%22%C3%BC%3B%2541\\.html"));
    }

    @ParameterizedTest
    @CsvSource({"bytes=0-0, 0, bytes 0-0/10", "bytes=2-5, 2345, bytes 2-5/10", "bytes=5-, 56789, bytes 5-9/10",
            "bytes=-3, 789, bytes 7-9/10",
            "bytes=8-100, 89, bytes 8-9/10", "bytes=-100, 0123456789, bytes 0-9/10", "bytes=0-, 0123456789, bytes 0-9/10"})
    void aRangeIsAnswered(String range, String bytes, String contentRange) {
        var part = OWNER.get(files + "/ten.txt", "Range", range).with(206);
        assertThat(part.body()).isEqualTo(bytes);
        assertThat(part.headers().firstValue("Content-Range")).hasValue(contentRange);
        assertThat(part.headers().firstValue("Content-Length")).hasValue(Integer.toString(bytes.length()));
        assertThat(part.headers().firstValue("ETag")).hasValue("\"" + TEN_SHA256 + "\"");
    }

    @Test
    void aRangeMayCrossThePiecesInWhichAFileIsRead() {
        int first = (1 << 20) - 7;
        int last = (2 << 20) + 3;
        assertThat(OWNER.get(files + "/long.txt", "Range", "bytes=" + first + "-" + last).with(206).body())
                .isEqualTo(LONG.substring(first, last + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-12", "bytes=-0", "bytes=99999999999999999-"})
    void aRangeBehindTheEndIsRefusedWithTheLength(String range) {
        var refused = OWNER.get(files + "/ten.txt", "Range", range).problem(416, "INVALID_REQUEST");
        assertThat(refused.headers().firstValue("Content-Range")).hasValue("bytes */10");
        OWNER.get(files + "/empty.bin", "Range", "bytes=0-").problem(416, "INVALID_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=5-2", "lines=0-1", "bytes=a-b", "bytes=0-1,3-4", "bytes=", "0-1", "bytes=99999999999999999999999-"})
    void aRangeThatCannotBeFollowedIsPassedOver(String range) {
        var whole = OWNER.get(files + "/ten.txt", "Range", range).with(200);
        assertThat(whole.body()).isEqualTo(TEN);
        assertThat(whole.headers().firstValue("Content-Range")).isEmpty();
    }

    @Test
    void whoHasTheBytesAlreadyGetsThemOnlyIfTheyChanged() {
        String same = "\"" + TEN_SHA256 + "\"";
        var unchanged = OWNER.get(files + "/ten.txt", "If-None-Match", same).with(304);
        assertThat(unchanged.body()).isEmpty();
        assertThat(unchanged.headers().firstValue("ETag")).hasValue(same);
        OWNER.get(files + "/ten.txt", "If-None-Match", "\"other\"").with(200);
        OWNER.get(files + "/ten.txt", "If-Match", "\"other\"").problem(412, "INVALID_REQUEST");
        OWNER.get(files + "/ten.txt", "If-Match", "W/" + same).problem(412, "INVALID_REQUEST");
        OWNER.get(files + "/ten.txt", "If-Match", "*").with(200);
        OWNER.get(files + "/ten.txt", "If-Match", "\"other\", " + same).with(200);
        OWNER.get(files + "/ten.txt", "If-Match", same).with(200);
        assertThat(OWNER.get(files + "/ten.txt", "Range", "bytes=1-1", "If-Range", same).with(206).body()).isEqualTo("1");
        for (String other : List.of("\"other\"", "W/" + same, "Sat, 28 Nov 2026 00:00:00 GMT")) {
            assertThat(OWNER.get(files + "/ten.txt", "Range", "bytes=1-1", "If-Range", other).with(200).body()).isEqualTo(TEN);
        }
    }

    @Test
    void headTellsWhatGetWouldSend() {
        var head = OWNER.send("HEAD", files + "/long.txt", "Range", "bytes=1-1").with(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Length")).hasValue(Integer.toString(LONG.length()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/ten", "/TEN.TXT", "/ten.txt/", "/sub%20folder", "/nothing/ten.txt", "/.%2e/ten.txt"})
    void onlyTheFilesOfTheModelAreThere(String path) {
        assertThat(OWNER.get(files + path).problem(404, "NOT_FOUND").body()).doesNotContain(TEN);
    }

    @Test
    void whoMayNotSeeTheModelMayNotSeeItsBytes() {
        ApiClient.ordinary(NODE).get(files + "/ten.txt").problem(404, "NOT_FOUND");
        ApiClient.anonymous(NODE).get(files + "/ten.txt").problem(401, "NOT_AUTHENTICATED");
        assertThat(ApiClient.admin(NODE).get(files + "/ten.txt").with(200).body()).isEqualTo(TEN);
    }

    @Test
    void bytesThatAreMissingInTheStoreAreNeverPassedOffAsTheFile() throws IOException {
        Path folder = Files.createDirectories(NODE.models().resolve(ResourceUuid.random()));
        Files.writeString(folder.resolve("cut.txt"), letters(2, 5 << 19));
        String model = model(folder);
        String blob = NODE.bean(Inventory.class).files(model).getFirst().blobUuid();
        truncate(blob, 3 << 19);
        String cut = "/models/" + model + "/files/cut.txt";
        assertThat(letters(2, 5 << 19)).startsWith(new String(OWNER.bytesUntilItBreaks(cut), StandardCharsets.UTF_8));
        truncate(blob, 10);
        assertThat(OWNER.get(cut).problem(503, "STORE_UNAVAILABLE").text("/detail")).contains("'cut.txt'");
    }

    private static void truncate(String blob, long length) throws IOException {
        Path object = NODE.home().resolve("blobs").resolve(blob.substring(0, 2)).resolve(blob);
        try (FileChannel file = FileChannel.open(object, StandardOpenOption.WRITE)) {
            file.truncate(length);
        }
    }

    private static List<String> paths(String query) {
        List<String> paths = new ArrayList<>();
        OWNER.get(files + query).with(200).at("/items").forEach(item -> paths.add(item.at("/path").asString()));
        return paths;
    }

    private static String letters(long seed, int length) {
        return new Random(seed).ints(length, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String model(Path folder) {
        var given = new GivenFields("files", folder.toString(), new Imports(NODE).center(), null, null, null, null, null, null, null, null,
                null, null, null, null, null, null, null, null, null, null);
        String ingestion = NODE.bean(RequestIntake.class).accept(new ModelRequest(OWNER.account(), Origin.API, given, null, null))
                .ingestionUuid();
        Ingestion ended = NODE.bean(Ingestions.class).awaitEnd(ingestion, Imports.LONG);
        assertThat(ended.state()).as("%s", ended.failure()).isEqualTo(IngestionState.SUCCEEDED);
        return ended.modelUuid();
    }
}
