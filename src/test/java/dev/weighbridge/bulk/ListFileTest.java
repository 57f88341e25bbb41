package dev.weighbridge.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a list in a file may say, and the sentence with its line when it says something else. */
class ListFileTest {

    /** Five lines; the models begin in the sixth. */
    private static final String HEAD = """
            kind: bulk
            centre:
              name: c
              url: /m
            models:
            """;

    @TempDir
    private Path folder;

    @Test
    void theDefaultsFillWhatARowDoesNotSay() {
        Kept list = read("""
                kind: bulk
                name: mine
                centre: {name: c, url: ../models, description: d, parameters: '{}'}
                defaults: {vendor: us, version: "1"}
                models:
                  - {name: a, installPath: one}
                  - {name: b, installPath: two, vendor: them, token: t, userTags: [x, y], recommendedGpuNum: [1, 2], priority: HIGH}
                """);
        assertThat(list.head()).isEqualTo(new ListHead("mine",
                new ListHead.Centre("c", folder.resolveSibling("models").toString(), "d", "{}"), null));
        assertThat(list.rows()).extracting(ReadRow::row).extracting(BulkRow::name, BulkRow::installPath, BulkRow::vendor, BulkRow::version)
                .containsExactly(tuple("a", "one", "us", "1"), tuple("b", "two", "them", "1"));
        assertThat(list.row(1).userTags()).containsExactly("x", "y");
        assertThat(list.row(1).recommendedGpuNum()).isEqualTo("1,2");
        assertThat(list.row(1).toString()).doesNotContain("token");
    }

    @ParameterizedTest
    @CsvSource({"1.10", "2024-07-18", "010", "1e3", "true", "0x10"})
    void aVersionWithoutQuotesIsKeptAsItIsWritten(String version) {
        assertThat(read(HEAD + "  - {name: a, installPath: b, version: " + version + "}").row(0).version()).isEqualTo(version);
    }

    @Test
    void aListWithoutANameIsCalledAsItsFile() {
        assertThat(read(HEAD + "  - {name: a, installPath: b, size: 12}").head().name()).isEqualTo("list.yaml");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            7 | `  - name: a\\n    instalPath: b\\n` | the key 'instalPath' is not known here, only centre, defaultModelServiceUuid, description,
            7 | `  - name: a\\n    size: many\\n` | 'size' must be a whole number
            7 | `  - name: a\\n    size: 1.5\\n` | 'size' must be a whole number
            6 | `  - name: [a]\\n` | 'name' must be a text
            7 | `  - name: a\\n    userTags: {a: b}\\n` | 'userTags' must be a list
            6 | `  - a\\n` | a model must be a mapping of keys to values
            7 | `  - {name: a, installPath: b}\\n  -\\n` | a model is empty
            6 | `  - installPath: b\\n` | a model needs the key 'name'
            7 | `  - {name: a, installPath: b}\\n  - name: a\\n` | a model needs the key 'installPath'
            6 | `  - {name: " ", installPath: b}\\n` | a model needs the key 'name'
            7 | `  - name: a\\n    name: b\\n` | the key 'name' stands there twice
            7 | `  - name: &x a\\n    installPath: *x\\n` | an alias is not read here
            8 | `  - name: a\\n    installPath: b\\n    priority: now\\n` | 'priority' must be urgent, high, normal or low
            """)
    void aWrongRowIsNamedByItsLineAndTheOthersAreRead(int line, String rows, String why) {
        Kept list = read(HEAD + rows.translateEscapes() + "  - {name: last, installPath: p}\n");
        assertThat(list.wrong()).singleElement().asString().startsWith(line + ": ").contains(why);
        assertThat(list.row(list.rows().size() - 1).name()).isEqualTo("last");
    }

    @Test
    void whereTheYamlEndsToMakeSenseTheRowsBeforeItStay() {
        Kept list = read(HEAD + "  - {name: a, installPath: b}\n  - {name: b, installPath: c}\n  - name: [a\n  - name: d\n");
        assertThat(list.rows()).hasSize(3);
        assertThat(list.row(1).name()).isEqualTo("b");
        assertThat(list.wrong()).singleElement().asString().matches("(8|9): here the YAML ends to make sense.*");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1 | `` | kind must be 'bulk'
            1 | `name: x\\n` | kind must be 'bulk'
            2 | `name: x\\nkind: sync\\n` | kind must be 'bulk'
            1 | `just text` | the list must be a mapping of keys to values
            1 | `- a\\n- b\\n` | the list must be a mapping of keys to values
            2 | `kind: [\\n` | expected the node content
            2 | `kind: bulk\\ncentre: {name: c}\\nmodels: [{name: a, installPath: b}]\\n` | a centre with a name and a url
            2 | `kind: bulk\\ncentre: {url: /c}\\nmodels: [{name: a, installPath: b}]\\n` | a centre with a name and a url
            2 | `kind: bulk\\ncentre: /c\\nmodels: [{name: a, installPath: b}]\\n` | 'centre' must be a mapping
            4 | `kind: bulk\\ncentre:\\n  name: c\\n  uri: /m\\nmodels: [{name: a}]\\n` | the key 'uri' is not known here, only description, name, parameters, url
            1 | `kind: bulk\\ncentre: {name: c, url: /c}\\n` | at least one model
            3 | `kind: bulk\\ndefaults:\\n  vendr: x\\nmodels: [{name: a, installPath: b}]\\n` | the key 'vendr' is not known here
            2 | `kind: bulk\\nmodels: []\\n` | at least one model
            2 | `kind: bulk\\nmodels: {}\\n` | 'models' must be a list
            3 | `kind: bulk\\nmodels: [{name: a, installPath: b}]\\ncentr: {}\\n` | the key 'centr' is not known here, only centre, defaults, from, kind, models, name
            3 | `kind: bulk\\nmodels: [{name: a, installPath: b}]\\ndefaults: {vendor: x}\\n` | 'defaults' must stand before 'models'
            4 | `kind: bulk\\nmodels: [{name: a, installPath: b}]\\n---\\nkind: bulk\\n` | a second document begins
            3 | `kind: bulk\\nfrom: a.csv\\nmodels: [{name: a, installPath: b}]\\n` | 'models' and 'from'
            3 | `kind: bulk\\nname: a\\nname: b\\n` | stands there twice
            3 | `kind: bulk\\nmodels:\\n\\t- a\\n` | cannot start any token
            """)
    void aWrongListIsNamedByItsLine(int line, String text, String why) {
        refuses(text.translateEscapes(), "line " + line + ": ", why);
    }

    @ParameterizedTest
    @CsvSource({"'size: hush'", "'userTags: {hush: x}'", "'{{token: hush'", "'vendor: \"hush'", "'token: [hush]'"})
    void noValueIsShownBecauseItMayBeAToken(String line) {
        String text = HEAD + "  - {name: a, installPath: b}\n  - name: a\n    installPath: b\n    " + line + "\n";
        assertThat(read(text).wrong()).singleElement().asString().doesNotContain("hush");
    }

    @Test
    void theRowsMayStandInAFileBeside() throws IOException {
        Files.writeString(folder.resolve("rows.csv"), "name,installPath\na,one\nb\n");
        Kept list = read("kind: bulk\ndefaults: {vendor: us}\nfrom: rows.csv\n");
        assertThat(list.row(0).vendor()).isEqualTo("us");
        assertThat(list.wrong()).containsExactly("3: it has 1 cells, where the header names 2");
        assertThat(list.head().name()).isEqualTo("list.yaml");

        refuses("kind: bulk\nfrom: list.yaml\n", "'from' must name a file that ends in .csv");
        assertThatThrownBy(() -> read("kind: bulk\nfrom: gone.jsonl\n")).isInstanceOf(IngestionException.class)
                .hasMessageContaining("See that the file is there");
    }

    @Test
    void itsDigestTellsEachChangeOfAllItsFiles() throws IOException {
        Files.writeString(folder.resolve("rows.csv"), "name,installPath\na,one\n");
        Files.writeString(folder.resolve("list.yaml"), "kind: bulk\nfrom: rows.csv\n");
        var list = new ListFile(folder.resolve("list.yaml"));
        String before = list.sha256();
        assertThat(list.sha256()).isEqualTo(before).matches("[0-9a-f]{64}");
        Files.writeString(folder.resolve("rows.csv"), "name,installPath\nb,one\n");
        String rowsChanged = list.sha256();
        Files.writeString(folder.resolve("list.yaml"), "kind: bulk\nfrom: rows.csv\n# changed\n");
        assertThat(before).isNotEqualTo(rowsChanged);
        assertThat(list.sha256()).isNotIn(before, rowsChanged);
    }

    @Test
    void aFileThatIsNotThereIsNotRead() {
        assertThatThrownBy(() -> new ListFile(folder.resolve("missing.yaml")).read(new Kept())).isInstanceOf(IngestionException.class)
                .hasMessageContaining("missing.yaml").hasMessageContaining("See that the file is there");
    }

    private void refuses(String text, String... words) {
        assertThatThrownBy(() -> read(text)).isInstanceOfSatisfying(IngestionException.class,
                refused -> assertThat(refused.kind()).isEqualTo(FailureKind.INVALID_REQUEST)).message()
                .startsWith("Could not read the list " + folder.resolve("list.yaml")).contains(words).endsWith("import it again.");
    }

    private Kept read(String text) {
        try {
            var kept = new Kept();
            new ListFile(Files.writeString(folder.resolve("list.yaml"), text)).read(kept);
            return kept;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
