package dev.weighbridge.cli.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.weighbridge.cli.server.Address;
import dev.weighbridge.cli.server.CommandException;
import dev.weighbridge.cli.server.Door;
import dev.weighbridge.cli.server.ExitCode;
import dev.weighbridge.cli.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pull does when the server, the network or what is there already is not as it should be. */
class PullFaultsTest {

    private static final Pull.Pace SHORT = new Pull.Pace(2, 3, Duration.ofMillis(1), Duration.ofSeconds(20));

    private final FlakyServer flaky = new FlakyServer();

    private final byte[] bytes = new byte[1_000_000];

    private final WantedFile file;

    @TempDir
    private Path folder = Path.of("");

    PullFaultsTest() {
        new Random(5).nextBytes(bytes);
        file = flaky.file("weights.bin", bytes);
    }

    @AfterEach
    void close() {
        flaky.close();
    }

    private Pull.Result pull(Pull.Pace pace, WantedFile... files) {
        Server server = new Door(Map.of(), Clock.systemUTC()).anonymous(Address.parse(flaky.url()));
        return new Pull(server, "m", new TargetFolder(folder.resolve("target")), pace).run(List.of(files), (done, total) -> {
            assertThat(done).isBetween(0L, total);
        });
    }

    private Path target(String path) {
        return folder.resolve("target").resolve(path);
    }

    private Path aside() throws IOException {
        return new TargetFolder(folder.resolve("target")).aside(file);
    }

    @Test
    void goesOnWhereTheConnectionBroke() {
        flaky.then(new FlakyServer.Fault.CutAfter(400_000)).then(new FlakyServer.Fault.CutAfter(100_000));
        Pull.Result result = pull(SHORT, file);
        assertThat(target("weights.bin")).hasBinaryContent(bytes);
        assertThat(result.fetched()).isEqualTo(1_000_000);
        assertThat(flaky.asked).hasSize(3).startsWith("all");
        assertThat(target(".weighbridge-pull")).doesNotExist();
    }

    @Test
    void aServerThatKeepsHangingUpEndsThePull() throws IOException {
        Files.write(aside(), Arrays.copyOf(bytes, 300_000));
        for (int attempt = 0; attempt < 6; attempt++) {
            flaky.then(new FlakyServer.Fault.CutAfter(0));
        }
        assertThatThrownBy(() -> pull(SHORT, file)).isInstanceOfSatisfying(CommandException.class,
                gaveUp -> assertThat(gaveUp.code()).isEqualTo(ExitCode.UNREACHABLE))
                .hasMessageContaining("300000 of 1000000 bytes are here. Run the same command again");
        assertThat(target("weights.bin")).doesNotExist();
        assertThat(Files.size(aside())).isEqualTo(300_000);
    }

    @Test
    void aLaterPullGoesOnWithWhatAnEarlierOneLeft() throws IOException {
        Files.write(aside(), Arrays.copyOf(bytes, 300_000));
        Pull.Result result = pull(SHORT, file);
        assertThat(result.kept()).isEqualTo(300_000);
        assertThat(result.fetched()).isEqualTo(700_000);
        assertThat(flaky.asked).containsExactly("bytes=300000-");
        assertThat(target("weights.bin")).hasBinaryContent(bytes);
    }

    @Test
    void aDamagedRestIsThrownAwayAndFetchedAnew() throws IOException {
        byte[] damaged = Arrays.copyOf(bytes, 300_000);
        damaged[17] ^= 1;
        Files.write(aside(), damaged);
        pull(SHORT, file);
        assertThat(target("weights.bin")).hasBinaryContent(bytes);
        assertThat(flaky.asked).containsExactly("bytes=300000-", "all");
    }

    @Test
    void aRestThatIsTooLongIsThrownAway() throws IOException {
        Files.write(aside(), new byte[1_000_001]);
        pull(SHORT, file);
        assertThat(target("weights.bin")).hasBinaryContent(bytes);
        assertThat(flaky.asked).containsExactly("all");
    }

    @Test
    void aServerWithoutRangesSendsAllOfItOnceMore() throws IOException {
        Files.write(aside(), Arrays.copyOf(bytes, 300_000));
        flaky.then(new FlakyServer.Fault.NoRange());
        pull(SHORT, file);
        assertThat(target("weights.bin")).hasBinaryContent(bytes);
        assertThat(flaky.asked).containsExactly("bytes=300000-");
    }

    @Test
    void bytesThatAreDamagedTwiceNeverComeToTheirPlace() throws IOException {
        flaky.then(new FlakyServer.Fault.Damaged()).then(new FlakyServer.Fault.Damaged());
        assertThatThrownBy(() -> pull(SHORT, file)).hasMessageContaining("has not the SHA-256 " + file.sha256() + ", twice");
        assertThat(target("weights.bin")).doesNotExist();
        assertThat(Files.size(aside())).isZero();
    }

    @Test
    void aSilentConnectionIsBroken() {
        flaky.then(new FlakyServer.Fault.SilentAfter(200_000));
        pull(new Pull.Pace(1, 3, Duration.ofMillis(1), Duration.ofSeconds(2)), file);
        assertThat(target("weights.bin")).hasBinaryContent(bytes);
        assertThat(flaky.asked).hasSize(2).startsWith("all");
    }

    @Test
    void oneFailureStopsTheOthersAndKeepsWhatTheyHave() {
        WantedFile missing = new WantedFile("other", 5, "0".repeat(64));
        flaky.file("other", new byte[5]);
        assertThatThrownBy(() -> pull(SHORT, file, missing)).hasMessageContaining("'other'");
        assertThat(target("other")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "a/../../evil", "/etc/evil", "a//b", "", ".", "..", "a/./b", "a\\..\\b", "a\u0000b", "a\nb",
            ".weighbridge-pull/x", ".Weighbridge-Pull"})
    void aPathThatLeadsOutIsRefusedBeforeAnythingIsFetched(String path) throws IOException {
        assertThatThrownBy(() -> pull(SHORT, file, new WantedFile(path, 1, file.sha256()))).hasMessageContaining("leads out of the folder");
        assertThat(flaky.asked).isEmpty();
        try (var all = Files.walk(folder)) {
            assertThat(all.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void whatIsOnItsWayDoesNotGoThroughALink() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.createDirectories(target("."));
        Files.createSymbolicLink(target(".weighbridge-pull"), elsewhere);
        assertThatThrownBy(() -> pull(SHORT, file)).hasMessageContaining("leads out of the folder");
        assertThat(elsewhere).isEmptyDirectory();
    }
}
