package dev.weighbridge.cli.screen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.BiFunction;

/** Columns as wide as their widest cell; where that is too wide, the widest ones are cut. */
public final class Table {

    private static final String BETWEEN = "  ";

    private static final int NARROWEST = 6;

    private final List<String> header;

    private final List<List<String>> rows = new ArrayList<>();

    private final BitSet numbers = new BitSet();

    private final BitSet whole = new BitSet();

    /** @param header a name that begins with {@code >} is of a column of numbers, with {@code =} of one that is never cut */
    public Table(String... header) {
        this.header = Arrays.stream(header).map(name -> name.replaceFirst("^[>=]", "")).toList();
        for (int column = 0; column < header.length; column++) {
            numbers.set(column, header[column].startsWith(">"));
            whole.set(column, header[column].startsWith("=") || header[column].startsWith(">"));
        }
    }

    /** @return this; an empty cell is shown as a dash */
    public Table row(Object... cells) {
        if (cells.length != header.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + header);
        }
        rows.add(Arrays.stream(cells).map(cell -> Text.harmless(String.valueOf(cell))).map(cell -> cell.isBlank() ? "-" : cell).toList());
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    List<String> lines(int columns, BiFunction<String, Ink, String> inked) {
        int[] widths = widths(columns);
        List<String> lines = new ArrayList<>();
        lines.add(line(header, widths, (text, ink) -> inked.apply(text, Ink.BOLD)));
        rows.forEach(row -> lines.add(line(row, widths, inked)));
        return lines;
    }

    private String line(List<String> cells, int[] widths, BiFunction<String, Ink, String> inked) {
        var line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            String cut = Text.cut(cell, widths[column]);
            boolean last = column == cells.size() - 1 && !numbers.get(column);
            String padded = numbers.get(column) ? Text.paddedLeft(cut, widths[column]) : last ? cut : Text.padded(cut, widths[column]);
            line.append(column == 0 ? "" : BETWEEN).append(inked.apply(padded, Ink.of(cell)));
        }
        return line.toString();
    }

    private int[] widths(int columns) {
        int[] widths = new int[header.size()];
        for (int column = 0; column < widths.length; column++) {
            int at = column;
            widths[at] = Math.max(Text.width(header.get(at)), rows.stream().mapToInt(row -> Text.width(row.get(at))).max().orElse(0));
        }
        long room = (long) columns - (long) BETWEEN.length() * (widths.length - 1);
        for (int widest = widest(widths); Arrays.stream(widths).asLongStream().sum() > room && widest >= 0; widest = widest(widths)) {
            widths[widest]--;
        }
        return widths;
    }

    /** Of the columns that may become narrower; -1 if none may. */
    private int widest(int[] widths) {
        int found = -1;
        for (int column = 0; column < widths.length; column++) {
            if (!whole.get(column) && widths[column] > NARROWEST && (found < 0 || widths[column] > widths[found])) {
                found = column;
            }
        }
        return found;
    }
}
