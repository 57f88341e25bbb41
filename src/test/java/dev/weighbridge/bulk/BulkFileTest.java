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

/** What a list may say, and the sentence with its line when it says something else. */
class BulkFileTest {

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
        BulkFile list = read("""
                kind: bulk
                name: mine
                centre: {name: c, url: ../models, description: d, parameters: '{}'}
                defaults: {vendor: us, version: "1"}
                models:
                  - {name: a, installPath: one}
                  - {name: b, installPath: two, vendor: them, token: t, userTags: [x, y]}
                """);
        assertThat(list.name()).isEqualTo("mine");
        assertThat(list.centre()).isEqualTo(new BulkFile.Centre("c", folder.resolveSibling("models").toString(), "d", "{}"));
        assertThat(list.models()).extracting(BulkRow::name, BulkRow::installPath, BulkRow::vendor, BulkRow::version)
                .containsExactly(tuple("a", "one", "us", "1"),
                        tuple("b", "two", "them", "1"));
        assertThat(list.models().getLast().userTags()).containsExactly("x", "y");
        assertThat(list.toString()).doesNotContain("token");
    }

    @ParameterizedTest
    @CsvSource({"1.10", "2024-07-18", "010", "1e3", "true", "0x10"})
    void aVersionWithoutQuotesIsKeptAsItIsWritten(String version) {
        assertThat(read(HEAD + "  - {name: a, installPath: b, version: " + version + "}").models().getFirst().version())
                .isEqualTo(version);
    }

    @Test
    void aListWithoutANameIsCalledAsItsFile() {
        assertThat(read(HEAD + "  - {name: a, installPath: b, size: 12}").name()).isEqualTo("list.yaml");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            7 | `  - name: a\\n    instalPath: b\\n` | the key 'instalPath' is not known here, only description,
            8 | `  - name: a\\n    installPath: b\\ncentr:\\n  name: x\\n` | the key 'centr' is not known here, only centre, defaults, kind, models, name
            7 | `  - name: a\\n    size: many\\n` | 'size' must be a whole number
            7 | `  - name: a\\n    size: 1.5\\n` | 'size' must be a whole number
            6 | `  - name: [a]\\n` | 'name' must be a text
            7 | `  - name: a\\n    userTags: {a: b}\\n` | 'userTags' must be a list
            6 | `  - a\\n` | what stands in 'models' must be a mapping of keys to values
            7 | `  - {name: a, installPath: b}\\n  -\\n` | a model is empty
            5 | `  []\\n` | at least one model
            6 | `  - installPath: b\\n` | a model needs the key 'name'
            7 | `  - {name: a, installPath: b}\\n  - name: a\\n` | a model needs the key 'installPath'
            6 | `  - {name: " ", installPath: b}\\n` | a model needs the key 'name'
            7 | `  - name: a\\n    name: b\\n` | Duplicate
            9 | `  - name: a\\n    installPath: b\\n---\\nkind: bulk\\n` | a second document begins
            7 | `  - name: a\\n\\tinstallPath: b\\n` | cannot start any token
            """)
    void aWrongRowIsNamedByItsLine(int line, String rows, String why) {
        refuses(HEAD + rows.translateEscapes(), "line " + line + ": ", why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1 | `` | kind must be 'bulk'
            1 | `name: x\\n` | kind must be 'bulk'
            2 | `name: x\\nkind: sync\\n` | kind must be 'bulk'
            1 | `just text` | the list must be a mapping of keys to values
            1 | `- a\\n- b\\n` | the list must be a mapping of keys to values
            2 | `kind: [\\n` | expected the node content
            1 | `kind: bulk\\nmodels: [{name: a, installPath: b}]\\n` | a centre with a name and a url
            2 | `kind: bulk\\ncentre: {name: c}\\nmodels: [{name: a, installPath: b}]\\n` | a centre with a name and a url
            2 | `kind: bulk\\ncentre: {url: /c}\\nmodels: [{name: a, installPath: b}]\\n` | a centre with a name and a url
            2 | `kind: bulk\\ncentre: /c\\nmodels: [{name: a, installPath: b}]\\n` | 'centre' must be a mapping
            4 | `kind: bulk\\ncentre:\\n  name: c\\n  uri: /m\\nmodels: [{name: a}]\\n` | the key 'uri' is not known here, only description, name, parameters, url
            1 | `kind: bulk\\ncentre: {name: c, url: /c}\\n` | at least one model
            3 | `kind: bulk\\ndefaults:\\n  vendr: x\\n` | the key 'vendr' is not known here
            """)
    void aWrongListIsNamedByItsLine(int line, String text, String why) {
        refuses(text.translateEscapes(), "line " + line + ": ", why);
    }

    @ParameterizedTest
    @CsvSource({"'size: hush'", "'userTags: {hush: x}'", "'{{token: hush'", "'vendor: \"hush'", "'token: [hush]'"})
    void noValueIsShownBecauseItMayBeAToken(String line) {
        assertThatThrownBy(() -> read(HEAD + "  - name: a\n    installPath: b\n    " + line + "\n"))
                .isInstanceOf(IngestionException.class).hasMessageNotContaining("hush");
    }

    @Test
    void aFileThatIsNotThereOrTooLongIsNotRead() throws IOException {
        assertThatThrownBy(() -> BulkFile.read(folder.resolve("missing.yaml"))).isInstanceOf(IngestionException.class)
                .hasMessageContaining("missing.yaml").hasMessageContaining("See that the file is there");
        Files.writeString(folder.resolve("list.yaml"), HEAD + "#".repeat(16 << 20));
        assertThatThrownBy(() -> BulkFile.read(folder.resolve("list.yaml"))).isInstanceOf(IngestionException.class)
                .hasMessageContaining("longer than");
    }

    private void refuses(String text, String... words) {
        assertThatThrownBy(() -> read(text)).isInstanceOfSatisfying(IngestionException.class,
                refused -> assertThat(refused.kind()).isEqualTo(FailureKind.INVALID_REQUEST)).message()
                .startsWith("Could not read the list " + folder.resolve("list.yaml")).contains(words).endsWith("import it again.");
    }

    private BulkFile read(String text) {
        try {
            return BulkFile.read(Files.writeString(folder.resolve("list.yaml"), text));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
