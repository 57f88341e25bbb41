package dev.weighbridge.inspect.graph.tensorflow;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

import dev.weighbridge.inspect.graph.ProtoCursor;
import dev.weighbridge.inspect.graph.keras.KerasModel;
import dev.weighbridge.inspect.head.FileNotes;

/** A message MetaGraphDef: which TensorFlow wrote it, its graph, and the objects of Python behind it. */
final class MetaGraph {

    private static final int MAX_VERSION = 255;

    /** The JSON of a whole model is the longest. */
    private static final int MAX_JSON = 32 << 20;

    private final ProtoCursor cursor;

    private final FileNotes notes;

    private String version = "";

    MetaGraph(ProtoCursor cursor, FileNotes notes) {
        this.cursor = cursor;
        this.notes = notes;
    }

    /** The version of TensorFlow that wrote it, once it was read; empty if it does not say. */
    String version() {
        return version;
    }

    void read() {
        for (int field = cursor.next(); field != 0; field = cursor.next()) {
            switch (field) {
                case 1 -> cursor.message("meta_info_def", this::info);
                case 2 -> cursor.message("graph_def", new GraphDef(cursor, notes)::read);
                case 7 -> cursor.message("object_graph_def", () -> inner(1, "an object", () -> inner(4, "a user_object", this::object)));
                default -> cursor.pass();
            }
        }
    }

    private void info() {
        for (int field = cursor.next(); field != 0; field = cursor.next()) {
            if (field == 5) {
                version = cursor.text("tensorflow_version", MAX_VERSION);
            } else {
                cursor.pass();
            }
        }
    }

    private void inner(int wanted, String what, Runnable reader) {
        for (int field = cursor.next(); field != 0; field = cursor.next()) {
            if (field == wanted) {
                cursor.message(what, reader);
            } else {
                cursor.pass();
            }
        }
    }

    /** A SavedUserObject; TensorFlow up to 2.4 keeps a Keras layer's JSON in its metadata. */
    private void object() {
        for (int field = cursor.next(); field != 0; field = cursor.next()) {
            if (field == 3) {
                String json = cursor.text("the metadata of an object", MAX_JSON);
                if (json.startsWith("{")) {
                    KerasModel.noteLayer(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), notes, "'" + notes.path() + "'");
                }
            } else {
                cursor.pass();
            }
        }
    }
}
