package dev.weighbridge.inspect.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.weighbridge.inspect.ModelFacts;
import dev.weighbridge.inspect.head.FormatReader;
import dev.weighbridge.inspect.head.OpenFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** No reader is forgotten in the table, and each row reaches what it is meant for. */
class FuzzRowsTest {

    private static final String ROOM = "dev.weighbridge.inspect";

    private static final JavaClasses CODE = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOM);

    private static final Set<String> AIMED_AT = FuzzRows.ALL.stream().flatMap(row -> row.reads().stream()).collect(Collectors.toSet());

    static final List<FuzzRow> ROWS = FuzzRows.ALL;

    @Test
    void everyFormatReaderHasARow() {
        assertThat(CODE.stream().filter(type -> type.isAssignableTo(FormatReader.class) && !type.isInterface())
                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT)).map(JavaClass::getSimpleName))
                .as("readers; add a row for a new one to FuzzRows").isNotEmpty().isSubsetOf(AIMED_AT);
    }

    @Test
    void everyPackageThatReadsFilesHasARow() {
        Set<String> fuzzed = CODE.stream().filter(type -> AIMED_AT.contains(type.getSimpleName())).map(JavaClass::getPackageName)
                .collect(Collectors.toSet());
        assertThat(CODE.stream().filter(FuzzRowsTest::readsFiles).map(JavaClass::getPackageName).distinct())
                .as("packages that read files; add a row for what is new to FuzzRows").isNotEmpty().isSubsetOf(fuzzed);
    }

    @ParameterizedTest
    @FieldSource("ROWS")
    void aSeedIsWhole(FuzzRow row) {
        assertThat(row.seeds()).isNotEmpty();
        assertThat(CODE.stream().map(JavaClass::getSimpleName).toList()).containsAll(row.reads());
        for (byte[] seed : row.seeds()) {
            assertThatCode(() -> assertThat(Judge.judge(row, seed, 0)).isEqualTo(Judge.Verdict.READ)).doesNotThrowAnyException();
            if (row.reads().contains("PickleReader")) {
                continue; // of a harmless pickle without weights nothing is said
            }
            ModelFacts facts = row.model(seed, 0).inspect();
            assertThat(Stream.of(facts.derivations(), facts.bytesByDtype().keySet(), facts.findings(), facts.dangers())
                    .flatMap(Collection::stream)).as("a seed says something").isNotEmpty();
        }
    }

    /** Those of {@code head} read for others. */
    private static boolean readsFiles(JavaClass type) {
        return !type.getPackageName().equals(ROOM + ".head") && type.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(OpenFile.class)
                        && Set.of("stream", "head", "read").contains(call.getTarget().getName()));
    }
}
