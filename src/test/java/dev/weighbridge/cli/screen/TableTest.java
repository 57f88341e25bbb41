package dev.weighbridge.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;

class TableTest {

    private static List<String> lines(Table table, int columns) {
        return table.lines(columns, (text, ink) -> text);
    }

    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        var table = new Table("name", ">size", "note").row("a", 1, "x").row("longer", 1000, "");
        assertThat(lines(table, 80)).containsExactly("name    size  note", "a          1  x", "longer  1000  -");
    }

    @Test
    void theWidestColumnGivesWayButNeverANumberOrAUuid() {
        var table = new Table("name", ">size", "=uuid").row("a".repeat(60), "123456789", "u".repeat(32));
        assertThat(lines(table, 60).getLast()).isEqualTo("a".repeat(14) + "…  123456789  " + "u".repeat(32));
        assertThat(lines(table, 10).getLast()).endsWith("u".repeat(32));
    }

    @Test
    void chineseTakesTwoColumns() {
        var table = new Table("name", "x").row("模型", "1").row("abcd", "2");
        assertThat(lines(table, 80)).containsExactly("name  x", "模型  1", "abcd  2");
        assertThat(Text.cut("模型模型", 5)).isEqualTo("模型…");
        assertThat(Text.width("e\u0301")).isEqualTo(1);
    }

    @Test
    void nothingMovesTheCursor() {
        assertThat(Text.harmless("a\u001b[31m\u0007\u202eb\u009bc\nd")).isEqualTo("a?[31m??b?c d");
        assertThat(lines(new Table("x").row("a\u001b[0mb\nc"), 80)).containsExactly("x", "a?[0mb c");
    }

    @Test
    void aRowHasAsManyCellsAsTheHeader() {
        assertThatThrownBy(() -> new Table("a", "b").row("c")).isInstanceOf(IllegalArgumentException.class);
    }
}
