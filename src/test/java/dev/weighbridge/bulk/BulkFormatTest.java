package dev.weighbridge.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows out of bytes. The CSV cases are those of RFC 4180, section 2. */
class BulkFormatTest {

    @Test
    void readsCsvAsRfc4180WritesIt() {
        Kept list = Kept.of(BulkFormat.CSV, "\uFEFFname,installPath,description,userTags\r\n"
                + "a,one,plain,x;y; z ;\r\n"
                + "\r\n"
                + "\"b, \"\"quoted\"\"\",two,\"two\r\nlines\",\r\n"
                + "c,three,,\"x;y\"");
        assertThat(list.rows()).extracting(ReadRow::line).containsExactly(2, 4, 6);
        assertThat(list.wrong()).isEmpty();
        assertThat(list.row(0).userTags()).containsExactly("x", "y", "z");
        assertThat(list.row(1).name()).isEqualTo("b, \"quoted\"");
        assertThat(list.row(1).description()).isEqualTo("two\r\nlines");
        assertThat(list.row(1).userTags()).isNull();
        assertThat(list.row(2).description()).isNull();
    }

    @Test
    void aWrongRecordDoesNotStopTheOthers() {
        Kept list = Kept.of(BulkFormat.CSV, """
                name,installPath,size
                a,one,1
                b,two
                c,three,many
                d"d,four,4
                "e"e,five,5
                ,six,6
                g,seven,7
                "h,eight,8
                i,nine,9
                """);
        assertThat(list.row(0).size()).isEqualTo(1);
        assertThat(list.row(6).name()).isEqualTo("g");
        assertThat(list.wrong()).containsExactly("3: it has 2 cells, where the header names 3", "4: 'size' must be a whole number",
                "5: a quote stands in a cell that does not begin with one", "6: something stands behind the quote that closes a cell",
                "7: a model needs the key 'name'", "9: a quote that is opened here is never closed, so nothing behind it was read");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `` | it needs a header
            `name,instalPath\\n` | the header has the field 'instalPath', which is not known here, only centre,
            `name,installPath,name\\n` | the header has the field 'name' twice
            `"name` | never closed
            """)
    void aWrongHeaderRefusesTheList(String text, String why) {
        assertThatThrownBy(() -> Kept.of(BulkFormat.CSV, text.translateEscapes())).hasMessageStartingWith("line 1: ")
                .hasMessageContaining(why);
    }

    @Test
    void readsJsonLines() {
        Kept list = Kept.of(BulkFormat.JSON_LINES,
                "\uFEFF{\"name\":\"a\",\"installPath\":\"one\",\"version\":1.10,\"userTags\":[\"x\"]}\r\n"
                        + "\n{\"name\":\"b\",\"installPath\":\"two\",\"size\":7,\"token\":null}");
        assertThat(list.rows()).extracting(ReadRow::line).containsExactly(1, 3);
        assertThat(list.row(0).version()).isEqualTo("1.10");
        assertThat(list.row(0).userTags()).containsExactly("x");
        assertThat(list.row(1).size()).isEqualTo(7);
    }

    @Test
    void aWrongLineDoesNotStopTheOthers() {
        Kept list = Kept.of(BulkFormat.JSON_LINES, """
                {"name":"a","installPath":"one"}
                {"name":"b"
                ["name"]
                {"name":"c","installPath":"x","instalPath":"y"}
                {"name":"d","name":"e","installPath":"x"}
                {"name":"f","installPath":"x"} {"name":"g"}
                {"name":"h"}
                {"name":"i","installPath":"nine"}
                """);
        assertThat(list.row(7).name()).isEqualTo("i");
        assertThat(list.wrong()).hasSize(6).satisfiesExactly(line -> assertThat(line).startsWith("2: it is no JSON"),
                line -> assertThat(line).isEqualTo("3: a model must be a JSON object"),
                line -> assertThat(line).startsWith("4: the key 'instalPath' is not known here"),
                line -> assertThat(line).startsWith("5: the key 'name' stands there twice"),
                line -> assertThat(line).startsWith("6: something stands behind the object"),
                line -> assertThat(line).isEqualTo("7: a model needs the key 'installPath'"));
        assertThat(list.rows().get(3).name()).isEqualTo("c");
    }

    @ParameterizedTest
    @EnumSource(BulkFormat.class)
    void bytesThatAreNoUtf8AreARowsFault(BulkFormat format) {
        String text = rows(format, "caf\u00e9", "b");
        Kept list = Kept.of(format, text.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(list.wrong()).singleElement().asString().contains("no UTF-8");
        assertThat(list.row(1).name()).isEqualTo("b");
        assertThat(Kept.of(format, text).row(0).name()).isEqualTo("caf\u00e9");
    }

    @ParameterizedTest
    @EnumSource(value = BulkFormat.class, names = {"CSV", "JSON_LINES"})
    void anEndlessRowIsARowsFaultAndIsNotKept(BulkFormat format) {
        Kept list = Kept.of(format, rows(format, "x".repeat(3 * RowForm.LONGEST), "b"));
        assertThat(list.wrong()).singleElement().asString().contains("longer than 1000000 characters");
        assertThat(list.row(1).name()).isEqualTo("b");
    }

    @Test
    void anEndlessYamlValueEndsTheReading() {
        Kept list = Kept.of(BulkFormat.YAML, rows(BulkFormat.YAML, "a", "x".repeat(5 * RowForm.LONGEST)));
        assertThat(list.row(0).name()).isEqualTo("a");
        assertThat(list.wrong()).singleElement().asString().contains("one value has more than 4000000 characters");
    }

    @ParameterizedTest
    @EnumSource(BulkFormat.class)
    void whatBreaksOffIsNotTakenForAListThatMakesNoSense(BulkFormat format) {
        InputStream breaking = BreakingInput.after(rows(format, "a", "b").substring(0, 25));
        assertThatThrownBy(() -> format.read(breaking, RowForm.plain(), new Kept())).isInstanceOf(IOException.class).hasMessage("gone");
    }

    private static String rows(BulkFormat format, String... names) {
        var text = new StringBuilder(switch (format) {
            case CSV -> "name,installPath\n";
            case JSON_LINES -> "";
            case YAML -> "kind: bulk\nmodels:\n";
        });
        for (String name : names) {
            text.append(switch (format) {
                case CSV -> name + ",path\n";
                case JSON_LINES -> "{\"name\":\"" + name + "\",\"installPath\":\"path\"}\n";
                case YAML -> "- {name: " + name + ", installPath: path}\n";
            });
        }
        return text.toString();
    }
}
