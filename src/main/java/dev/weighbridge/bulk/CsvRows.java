package dev.weighbridge.bulk;

import java.io.IOException;
import java.io.Reader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads comma-separated values whose header names the fields. An empty cell says nothing; a list has semicolons between its elements. */
final class CsvRows {

    private static final Set<String> LISTS = Set.of("modelServiceUuids", "tagUuids", "systemTags", "userTags");

    private CsvRows() {}

    /**
     * Hands on each record behind the header. One that is wrong is handed on as such.
     *
     * @throws BulkFileException if the header is wrong
     */
    static void read(Reader text, RowForm form, ListTaker taker) throws IOException, BulkFileException {
        var records = new CsvRecords(text, RowForm.LONGEST);
        List<String> header = header(records.next());
        for (var record = records.next(); record != null; record = records.next()) {
            if (!record.isBlank()) {
                taker.row(row(header, record, form));
            }
        }
    }

    private static List<String> header(CsvRecords.@Nullable CsvRecord first) throws BulkFileException {
        if (first == null || first.wrong() != null || first.isBlank()) {
            throw BulkFileException.at(1,
                    first == null || first.wrong() == null ? "it needs a header that names the fields" : first.wrong());
        }
        List<String> header = first.cells().stream().map(String::strip).toList();
        Set<String> seen = new HashSet<>();
        for (String key : header) {
            if (!RowForm.knows(key)) {
                throw BulkFileException.at(1, "the header has the field '" + shown(key) + "', which is not known here, only "
                        + RowForm.keys());
            }
            if (!seen.add(key)) {
                throw BulkFileException.at(1, "the header has the field '" + key + "' twice");
            }
        }
        return header;
    }

    private static String shown(String key) {
        return key.length() > 50 ? key.substring(0, 50) + "…" : key;
    }

    private static ReadRow row(List<String> header, CsvRecords.CsvRecord record, RowForm form) {
        int line = record.line();
        if (record.wrong() != null) {
            return ReadRow.bad(line, null, record.wrong());
        }
        if (record.cells().size() != header.size()) {
            return ReadRow.bad(line, null, "it has " + record.cells().size() + " cells, where the header names " + header.size());
        }
        ObjectNode given = fields(header, record.cells());
        try {
            return ReadRow.of(line, form.read(given, path -> line));
        } catch (BulkFileException wrong) {
            return ReadRow.bad(line, given.path("name").asStringOpt().orElse(null), wrong.why());
        }
    }

    private static ObjectNode fields(List<String> header, List<String> cells) {
        ObjectNode given = JsonNodeFactory.instance.objectNode();
        for (int column = 0; column < cells.size(); column++) {
            put(given, header.get(column), cells.get(column));
        }
        return given;
    }

    /** Puts a field as a cell says it. */
    static void put(ObjectNode given, String key, String cell) {
        if (cell.isBlank()) {
            return;
        }
        if (!LISTS.contains(key)) {
            given.put(key, cell);
            return;
        }
        var list = given.putArray(key);
        for (String element : cell.split(";", -1)) {
            if (!element.isBlank()) {
                list.add(element.strip());
            }
        }
    }
}
