package dev.weighbridge.inspect.graph.onnx;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

import dev.weighbridge.artifact.SafetyKind;
import dev.weighbridge.inspect.graph.OtherFile;
import dev.weighbridge.inspect.graph.ProtoCursor;
import dev.weighbridge.inspect.graph.TensorList;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.OpenFile;

/** A message ModelProto. */
final class OnnxModel {

    private static final int MAX_TEXT = 16 * 1024;

    private static final int MAX_LOCATIONS = 10_000;

    /** What exporters call every graph: PyTorch, tf2onnx, onnxscript, Optimum, ONNX's own examples. */
    private static final Pattern SAYS_NOTHING = Pattern
            .compile("(?i)|g|(main|test|onnx)?[-_]?(graph|model)|main|torch[-_]jit([-_]export)?|tf2onnx.*|.*(export|subgraph).*");

    private final OpenFile file;

    private final FileNotes notes;

    private final ProtoCursor cursor;

    private final OnnxOperators operators = new OnnxOperators();

    private final Map<Integer, String> texts = new TreeMap<>();

    private final Map<String, Long> opsets = new TreeMap<>();

    private final Map<String, Long> locations = new TreeMap<>();

    private final Set<String> outside = new TreeSet<>();

    private final TensorList tensors;

    private final OnnxGraph graph;

    private boolean hasGraph;

    OnnxModel(OpenFile file, FileNotes notes) {
        this.file = file;
        this.notes = notes;
        this.cursor = new ProtoCursor(file);
        this.tensors = new TensorList(file, notes);
        this.graph = new OnnxGraph(cursor, operators, this::elsewhere, tensors);
    }

    void read() {
        for (int field = cursor.next(); field != 0; field = cursor.next()) {
            switch (field) {
                case 2, 3, 6 -> texts.put(field, cursor.text("a text of the model", MAX_TEXT));
                case 5 -> texts.put(field, Long.toString(cursor.number("the model_version")));
                case 7 -> {
                    hasGraph = true;
                    cursor.message("the graph", graph::graph);
                }
                case 8 -> cursor.message("an opset_import", this::opset);
                case 14 -> cursor.message("a metadata_props", this::metadata);
                case 25 -> cursor.message("a function", () -> new OnnxGraph(cursor, operators, this::elsewhere, tensors).function());
                default -> cursor.pass();
            }
        }
        if (!hasGraph) {
            throw cursor.malformed("there is no graph in it, so it is no ONNX model");
        }
        operators.describe(file.path(), notes::find);
        locations.forEach(notes::needs);
        outside.forEach(sentence -> notes.warn(SafetyKind.DISGUISED, sentence));
        state();
    }

    private void opset() {
        String domain = "";
        long version = 0;
        for (int field = cursor.next(); field != 0; field = cursor.next()) {
            switch (field) {
                case 1 -> domain = cursor.text("the domain of an opset_import", MAX_TEXT);
                case 2 -> version = cursor.number("the version of an opset_import");
                default -> cursor.pass();
            }
        }
        if (opsets.size() < MAX_LOCATIONS) {
            opsets.merge(domain.equals("ai.onnx") ? "" : domain, version, Math::max);
        }
    }

    /** The licence has a key of its own (docs/MetadataProps.md). */
    private void metadata() {
        String key = "";
        String value = "";
        for (int field = cursor.next(); field != 0; field = cursor.next()) {
            switch (field) {
                case 1 -> key = cursor.text("a key of metadata_props", MAX_TEXT);
                case 2 -> value = cursor.text("a value of metadata_props", MAX_TEXT);
                default -> cursor.pass();
            }
        }
        if (key.equalsIgnoreCase("model_license") && !value.isBlank()) {
            notes.state("licence", value.strip(), "metadata_props[model_license] of " + file.path());
        }
    }

    private void elsewhere(ExternalData data) {
        if (!data.isPlace()) {
            throw cursor.malformed("the external_data of tensor " + data.tensor() + " names no place in a file");
        }
        if (locations.size() + outside.size() >= MAX_LOCATIONS) {
            throw cursor.malformed("the tensors lie in more than " + MAX_LOCATIONS + " other files");
        }
        if (OtherFile.isOutside(data.location())) {
            outside.add("'" + file.path() + "' has elements of tensors in " + OpenFile.shown(data.location())
                    + ", which is no file in its folder: who loads it reads that.");
        } else {
            locations.merge(data.location(), data.end(), Math::max);
        }
    }

    private void state() {
        String producer = (text(2) + " " + text(3)).strip();
        Long opset = opsets.get("");
        if (opset != null) {
            notes.state("frameworkVersion", "ONNX opset " + opset + (producer.isEmpty() ? "" : " (" + producer + ")"),
                    producer.isEmpty() ? "opset_import of " + file.path()
                            : "opset_import, producer_name and producer_version of " + file.path());
        }
        if (!SAYS_NOTHING.matcher(graph.name()).matches()) {
            notes.state("architectureType", graph.name(), "graph.name of " + file.path());
        }
        if (!text(5).equals("0") && !text(5).isEmpty()) {
            notes.state("versionText", text(5), "model_version of " + file.path());
        }
        if (!text(6).isBlank()) {
            notes.state("description", text(6).strip(), "doc_string of " + file.path());
        }
    }

    private String text(int field) {
        return texts.getOrDefault(field, "");
    }
}
