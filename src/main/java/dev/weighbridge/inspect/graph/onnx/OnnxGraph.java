package dev.weighbridge.inspect.graph.onnx;

import java.util.function.Consumer;

import dev.weighbridge.inspect.graph.ProtoCursor;
import dev.weighbridge.inspect.graph.TensorList;

/** Messages GraphProto, and FunctionProto, with the graphs inside their nodes (the branches of an If): their tensors and operators. */
final class OnnxGraph {

    private static final int MAX_NAME = 4096;

    private final ProtoCursor cursor;

    private final OnnxOperators operators;

    private final Consumer<ExternalData> elsewhere;

    private final TensorList tensors;

    private String name = "";

    OnnxGraph(ProtoCursor cursor, OnnxOperators operators, Consumer<ExternalData> elsewhere, TensorList tensors) {
        this.cursor = cursor;
        this.operators = operators;
        this.elsewhere = elsewhere;
        this.tensors = tensors;
    }

    /** Its own name, once it was read. */
    String name() {
        return name;
    }

    /** Goes through the fields of a GraphProto. */
    void graph() {
        for (int field = cursor.next(); field != 0; field = cursor.next()) {
            switch (field) {
                case 1 -> cursor.message("a node", this::node);
                case 2 -> name = cursor.text("the graph's name", MAX_NAME);
                case 5 -> tensor();
                case 15 -> cursor.message("a sparse tensor", this::sparse);
                default -> cursor.pass();
            }
        }
    }

    /** Goes through the fields of a FunctionProto. */
    void function() {
        String function = "";
        String domain = "";
        for (int field = cursor.next(); field != 0; field = cursor.next()) {
            switch (field) {
                case 1 -> function = cursor.text("the name of a function", MAX_NAME);
                case 7 -> cursor.message("a node of a function", this::node);
                case 10 -> domain = cursor.text("the domain of a function", MAX_NAME);
                default -> cursor.pass();
            }
        }
        operators.define(domain, function);
    }

    private void node() {
        String operator = "";
        String domain = "";
        for (int field = cursor.next(); field != 0; field = cursor.next()) {
            switch (field) {
                case 4 -> operator = cursor.text("the op_type of a node", MAX_NAME);
                case 5 -> cursor.message("an attribute", this::attribute);
                case 7 -> domain = cursor.text("the domain of a node", MAX_NAME);
                default -> cursor.pass();
            }
        }
        operators.use(domain, operator);
    }

    /** Constants are tensors in attributes; some exporters keep all weights so. */
    private void attribute() {
        for (int field = cursor.next(); field != 0; field = cursor.next()) {
            switch (field) {
                case 5, 10 -> tensor();
                case 6, 11 -> cursor.message("a graph in an attribute", this::inner);
                case 22, 23 -> cursor.message("a sparse tensor", this::sparse);
                default -> cursor.pass();
            }
        }
    }

    private void inner() {
        new OnnxGraph(cursor, operators, elsewhere, tensors).graph();
    }

    private void sparse() {
        for (int field = cursor.next(); field != 0; field = cursor.next()) {
            if (field == 1 || field == 2) {
                tensor();
            } else {
                cursor.pass();
            }
        }
    }

    private void tensor() {
        tensors.add(OnnxTensor.read(cursor, elsewhere), cursor.position());
    }
}
