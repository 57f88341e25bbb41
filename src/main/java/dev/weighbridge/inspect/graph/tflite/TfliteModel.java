package dev.weighbridge.inspect.graph.tflite;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import dev.weighbridge.artifact.SafetyKind;
import dev.weighbridge.inspect.graph.OtherFile;
import dev.weighbridge.inspect.graph.Pages;
import dev.weighbridge.inspect.graph.TensorFlowOperators;
import dev.weighbridge.inspect.graph.TensorList;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.OpenFile;
import dev.weighbridge.inspect.head.Tensor;

/** A table Model: what it says of itself, its operators, and the tensors that have bytes of their own. */
final class TfliteModel {

    private static final int MAX_TEXT = 4096;

    private static final int MAX_DIMENSIONS = 64;

    private static final int MAX_OPERATORS = 10_000;

    private static final int MAX_METADATA = 1000;

    private static final int CUSTOM = 32;

    /** A custom operator that is one of TensorFlow's own begins so (ai.google.dev/edge/litert/models/ops_select). */
    private static final String FLEX = "Flex";

    /** What converters describe every model as. */
    private static final Pattern SAYS_NOTHING = Pattern.compile("(?i)\\s*((toco|mlir) converted\\.?|exported.*)?\\s*");

    private final Pages pages;

    private final FileNotes notes;

    private final FlatTable model;

    private final TensorList tensors;

    private final Set<Long> counted = new HashSet<>();

    private long looked;

    TfliteModel(Pages pages, FileNotes notes) {
        this.pages = pages;
        this.notes = notes;
        this.model = FlatTable.root(pages);
        this.tensors = new TensorList(pages.file(), notes);
    }

    void read() {
        long version = model.number(0, 4, 0);
        if (version != 3) {
            throw pages.malformed("the version " + version + " of the schema is not 3", model.place());
        }
        operators();
        for (long i = 0; i < model.tables(2); i++) {
            FlatTable graph = model.table(2, i);
            for (long j = 0; j < graph.tables(0); j++) {
                tensor(graph.table(0, j));
            }
        }
        String description = model.text(3, MAX_TEXT);
        if (!SAYS_NOTHING.matcher(description).matches()) {
            notes.state("description", description.strip(), "description of " + notes.path());
        }
        metadata();
        others();
    }

    /** Since schema 3d weights may lie in other files, named by groups. */
    private void others() {
        for (long i = 0; i < Math.min(MAX_METADATA, model.tables(8)); i++) {
            String name = model.table(8, i).text(0, MAX_TEXT);
            if (OtherFile.isOutside(name)) {
                notes.warn(SafetyKind.DISGUISED, "'" + notes.path() + "' has elements of tensors in " + OpenFile.shown(name)
                        + ", which is no file in its folder: who loads it reads that.");
            } else {
                notes.needs(name, 0);
                notes.find("'" + notes.path() + "' keeps tensors in " + OpenFile.shown(name) + "; they are not counted.");
            }
        }
    }

    /** Up to schema 3a an operator's number was a byte, kept where it was for those below 127. */
    private void operators() {
        Set<String> custom = new TreeSet<>();
        long count = model.tables(1);
        if (count > MAX_OPERATORS) {
            throw pages.malformed("there are more than " + MAX_OPERATORS + " kinds of operators", model.place());
        }
        for (long i = 0; i < count; i++) {
            FlatTable operator = model.table(1, i);
            if (Math.max(operator.number(0, 1, 0), operator.number(3, 4, 0)) == CUSTOM) {
                custom.add(operator.text(1, MAX_TEXT));
            }
        }
        custom.forEach(this::custom);
    }

    private void custom(String name) {
        String does = name.startsWith(FLEX) ? TensorFlowOperators.does(name.substring(FLEX.length())) : null;
        if (does != null) {
            notes.warn(SafetyKind.REMOTE_CODE,
                    "'" + notes.path() + "' has the operator " + OpenFile.shown(name) + ", which " + does + " when the model is run.");
        }
        notes.find("'" + notes.path() + "' has the operator " + OpenFile.shown(name) + ", which is not TensorFlow Lite's: "
                + (name.startsWith(FLEX) ? "an engine needs the Flex delegate, which brings TensorFlow's operators."
                        : "an engine needs a library of it."));
    }

    /** Tensors may share a buffer; its bytes are then counted with the first. Those without a buffer are computed. */
    private void tensor(FlatTable tensor) {
        if (++looked > 4L * FileNotes.MAX_TENSORS) {
            throw pages.malformed("there are more than " + 4L * FileNotes.MAX_TENSORS + " tensors", tensor.place());
        }
        long number = tensor.number(2, 4, 0);
        long buffers = model.tables(4);
        if (number >= buffers && number != 0) {
            throw pages.malformed("a tensor has the buffer " + number + " of " + buffers, tensor.place());
        }
        long bytes = number == 0 ? 0 : bytes(model.table(4, number));
        if (bytes == 0 || !counted.add(number)) {
            return;
        }
        long elements = 1;
        for (long size : tensor.numbers(0, 4, MAX_DIMENSIONS)) {
            if (size > Integer.MAX_VALUE || size != 0 && elements > Long.MAX_VALUE / size) {
                throw pages.malformed("the shape of a tensor is too large to be true", tensor.place());
            }
            elements *= size;
        }
        tensors.add(new Tensor(tensor.text(3, MAX_TEXT), TfliteDtype.name(tensor.number(1, 1, 0)), elements, bytes), tensor.place());
    }

    /** A buffer's bytes lie in it, or (schema 3c) behind the flatbuffer. */
    private long bytes(FlatTable buffer) {
        long offset = buffer.number(1, 8, 0);
        if (offset > 1) {
            long size = buffer.number(2, 8, 0);
            pages.check(offset, size, "a buffer");
            return size;
        }
        FlatTable.Bytes data = buffer.bytes(0);
        return data == null ? 0 : data.length();
    }

    private void metadata() {
        for (long i = 0; i < Math.min(MAX_METADATA, model.tables(6)); i++) {
            FlatTable entry = model.table(6, i);
            long buffer = entry.number(1, 4, 0);
            if (entry.text(0, MAX_TEXT).equals("min_runtime_version") && buffer < model.tables(4)) {
                String version = model.table(4, buffer).text(0, 64);
                int end = version.indexOf('\0');
                version = (end < 0 ? version : version.substring(0, end)).strip();
                if (!version.isEmpty()) {
                    notes.state("frameworkVersion", "TensorFlow Lite " + version,
                            "metadata min_runtime_version of " + notes.path() + ", the lowest that runs it");
                }
            }
        }
    }
}
