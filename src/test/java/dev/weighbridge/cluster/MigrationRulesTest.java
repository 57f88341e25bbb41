package dev.weighbridge.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes of the version before must go on while a new one has already migrated: see decision 0158. */
class MigrationRulesTest {

    private static final int FIRST = 19;

    private static final Pattern VERSION = Pattern.compile("V(\\d+).*\\.sql");

    private static final Pattern TAKES_AWAY = Pattern.compile("\\bdrop\\s+(table|column|constraint|index|sequence)|\\brename\\s+(to|column)"
            + "|\\balter\\s+column\\s+\\w+\\s+(set\\s+not\\s+null|set\\s+data\\s+type|type)|\\btruncate\\b");

    private static final Pattern NEW_COLUMN = Pattern.compile("\\badd\\s+column\\s+[^,;]*");

    static Stream<Path> migrations() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(Path.of("src/main/resources/db"))) {
            files = all.filter(file -> version(file) >= FIRST).toList();
        }
        return files.stream();
    }

    @ParameterizedTest
    @MethodSource("migrations")
    void takesNothingAwayThatAnOldNodeNeeds(Path migration) throws IOException {
        assertThat(breaks(Files.readString(migration))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alter table model drop column name;", "drop table node;", "alter table model rename to models;",
            "ALTER TABLE model ALTER COLUMN name SET NOT NULL;", "alter table model alter column size set data type integer;",
            "alter table model add column size bigint not null;"})
    void knowsWhatBreaks(String migration) {
        assertThat(breaks(migration)).isTrue();
    }

    @Test
    void knowsWhatDoesNot() {
        assertThat(breaks("alter table node add column lanes varchar(10);\nalter table node add column n integer default 0 not null;"
                + "\ncreate index i on node (n); -- drop table node")).isFalse();
    }

    private static boolean breaks(String migration) {
        String statements = migration.toLowerCase(Locale.ROOT).replaceAll("--.*", "");
        return TAKES_AWAY.matcher(statements).find() || NEW_COLUMN.matcher(statements).results().map(column -> column.group())
                .anyMatch(column -> column.contains("not null") && !column.contains("default"));
    }

    private static int version(Path file) {
        Matcher version = VERSION.matcher(file.getFileName().toString());
        return version.matches() ? Integer.parseInt(version.group(1)) : 0;
    }
}
