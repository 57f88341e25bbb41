package dev.weighbridge.inspect.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What a long run has found, {@code src/test/resources/dev/weighbridge/inspect/finds/<row>/<file>}, is found no more. */
class FindsTest {

    private static final Path FINDS = Path.of("src/test/resources/dev/weighbridge/inspect/finds");

    private static final int LARGEST = 64 * 1024;

    @TestFactory
    Stream<DynamicTest> anEarlierFindIsReadOrRefused() throws IOException {
        if (!Files.isDirectory(FINDS)) {
            return Stream.of();
        }
        List<Path> finds;
        try (Stream<Path> files = Files.walk(FINDS)) {
            finds = files.filter(Files::isRegularFile).sorted().toList();
        }
        return finds.stream().map(find -> dynamicTest(FINDS.relativize(find).toString(), () -> replay(find)));
    }

    private static void replay(Path find) throws IOException {
        FuzzRow row = FuzzRows.named(find.getParent().getFileName().toString());
        assertThat(Files.size(find)).isLessThanOrEqualTo(LARGEST);
        byte[] fed = Files.readAllBytes(find);
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> Judge.judge(row, fed, 0));
    }
}
