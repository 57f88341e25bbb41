package dev.weighbridge.zstack.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** That the page about compatibility says what the node has: its calls, its fields, and tests that exist. */
class CompatibilityTableTest {

    private static final String DOOR = "/zstack/v1";

    private static final Path PAGE = Path.of("src/docs/zstack-compatibility.md");

    private static final Pattern CALL = Pattern.compile("`(GET|POST|PUT|DELETE) (/[^`]*)`");

    private static final Pattern TEST = Pattern.compile("`(?:[a-z]+\\.)*([A-Z]\\w*Test)`");

    private static final Pattern WORD = Pattern.compile("`(\\w+)`");

    private final List<String> lines = lines();

    private static List<String> lines() {
        try {
            return Files.readAllLines(PAGE);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private Set<String> callsOfThePage() {
        return found(CALL).map(call -> call.replace("`", "")).collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<String> found(Pattern pattern) {
        return lines.stream().flatMap(line -> pattern.matcher(line).results().map(match -> match.group()));
    }

    private static Set<String> callsOfTheNode() {
        return TestNode.shared(TestDatabase.H2).bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class).getHandlerMethods()
                .keySet().stream()
                .flatMap(CompatibilityTableTest::calls).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> calls(RequestMappingInfo mapping) {
        return mapping.getPatternValues().stream().filter(path -> path.startsWith(DOOR + "/"))
                .flatMap(path -> mapping.getMethodsCondition().getMethods().stream()
                        .map(method -> method + " " + path.substring(DOOR.length())));
    }

    @Test
    void everyCallOfTheNodeStandsOnThePageAndNoOther() {
        assertThat(callsOfThePage()).isEqualTo(callsOfTheNode());
    }

    @Test
    void everyCallOfTheSdksStandsOnThePage() {
        assertThat(callsOfThePage()).containsAll(Arrays.stream(Api.values()).map(api -> api.method() + " " + api.path())
                .map(call -> call.replace("{sessionUuid}", "{uuid}")).toList());
    }

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            Set<String> tests = files.map(file -> file.getFileName().toString().replace(".java", "")).collect(Collectors.toSet());
            assertThat(lines.stream().flatMap(line -> TEST.matcher(line).results().map(match -> match.group(1)))).isNotEmpty()
                    .allSatisfy(test -> assertThat(tests).contains(test));
        }
    }

    @Test
    void everyApiNamesItsTests() {
        assertThat(lines.stream().filter(line -> line.startsWith("|") && CALL.matcher(line).find()))
                .allSatisfy(row -> assertThat(TEST.matcher(row).find()).as(row).isTrue());
    }

    /** Each inventory has a heading of its class's name and a table whose first column holds the fields. */
    @ParameterizedTest
    @EnumSource(names = {"MODEL", "MODEL_SERVICE_REF", "MODEL_CENTER", "MODEL_CENTER_CAPACITY", "MODEL_SERVICE", "DATASET"})
    void everyFieldOfAnInventoryOfTheSdksStandsOnThePage(SdkClass type) {
        int heading = lines.indexOf("### " + type.simpleName());
        assertThat(heading).as(type.simpleName()).isNotNegative();
        Set<String> fields = lines.stream().skip(heading + 1L).takeWhile(line -> !line.startsWith("#"))
                .filter(line -> line.startsWith("| `"))
                .flatMap(row -> WORD.matcher(row.split("\\|")[1]).results().map(match -> match.group(1))).collect(Collectors.toSet());
        assertThat(fields).containsAll(type.fields().keySet());
    }
}
