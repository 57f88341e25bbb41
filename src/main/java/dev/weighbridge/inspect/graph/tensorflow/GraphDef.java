package dev.weighbridge.inspect.graph.tensorflow;

import dev.weighbridge.artifact.SafetyKind;
import dev.weighbridge.inspect.graph.ProtoCursor;
import dev.weighbridge.inspect.graph.TensorFlowOperators;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.OpenFile;

/** A message GraphDef: its nodes, and those of the functions in its library. */
final class GraphDef {

    private static final int MAX_NAME = 1024;

    private static final String PRINT = "PrintV2";

    private final ProtoCursor cursor;

    private final FileNotes notes;

    private String function = "";

    GraphDef(ProtoCursor cursor, FileNotes notes) {
        this.cursor = cursor;
        this.notes = notes;
    }

    /** Goes through the fields of a GraphDef. */
    void read() {
        for (int field = cursor.next(); field != 0; field = cursor.next()) {
            switch (field) {
                case 1 -> cursor.message("a node", this::node);
                case 2 -> cursor.message("the library", this::library);
                default -> cursor.pass();
            }
        }
    }

    private void library() {
        for (int field = cursor.next(); field != 0; field = cursor.next()) {
            if (field == 1) {
                function = "";
                cursor.message("a function", this::function);
                function = "";
            } else {
                cursor.pass();
            }
        }
    }

    private void function() {
        for (int field = cursor.next(); field != 0; field = cursor.next()) {
            switch (field) {
                case 1 -> cursor.message("the signature of a function", this::signature);
                case 3 -> cursor.message("a node of a function", this::node);
                default -> cursor.pass();
            }
        }
    }

    private void signature() {
        for (int field = cursor.next(); field != 0; field = cursor.next()) {
            if (field == 1) {
                function = cursor.text("the name of a function", MAX_NAME);
            } else {
                cursor.pass();
            }
        }
    }

    private void node() {
        String name = "";
        String operator = "";
        boolean[] hasFile = new boolean[1];
        for (int field = cursor.next(); field != 0; field = cursor.next()) {
            switch (field) {
                case 1 -> name = cursor.text("the name of a node", MAX_NAME);
                case 2 -> operator = cursor.text("the op of a node", MAX_NAME);
                case 5 -> cursor.message("an attribute", () -> hasFile[0] |= isStreamToAFile());
                default -> cursor.pass();
            }
        }
        String does = TensorFlowOperators.does(operator);
        if (does != null && (hasFile[0] || !operator.equals(PRINT))) {
            notes.warn(SafetyKind.REMOTE_CODE, "The node " + OpenFile.shown(name)
                    + (function.isEmpty() ? "" : " of the function " + OpenFile.shown(function)) + " in '" + notes.path()
                    + "' has the operator " + operator + ", which " + does + " when the model is run, or even loaded.");
        }
    }

    /** An entry of the map attr: a key, and a value whose bytes are its field s. */
    private boolean isStreamToAFile() {
        boolean isStream = false;
        boolean[] isFile = new boolean[1];
        for (int field = cursor.next(); field != 0; field = cursor.next()) {
            switch (field) {
                case 1 -> isStream = cursor.text("the key of an attribute", MAX_NAME).equals("output_stream");
                case 2 -> cursor.message("the value of an attribute", () -> isFile[0] |= isFile());
                default -> cursor.pass();
            }
        }
        return isStream && isFile[0];
    }

    private boolean isFile() {
        boolean isFile = false;
        for (int field = cursor.next(); field != 0; field = cursor.next()) {
            if (field == 2) {
                isFile = cursor.text("the value of an attribute", MAX_NAME).startsWith("file:");
            } else {
                cursor.pass();
            }
        }
        return isFile;
    }
}
