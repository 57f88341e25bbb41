package dev.weighbridge.inspect.graph.keras;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

import dev.weighbridge.inspect.graph.ProtoCursor;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.FormatReader;
import dev.weighbridge.inspect.head.OpenFile;

/** Reads the keras_metadata.pb beside a SavedModel: a message SavedMetadata, whose nodes have a layer's JSON each (keras/protobuf/saved_metadata.proto). */
public final class KerasMetadataReader implements FormatReader {

    private static final String NAME = "keras_metadata.pb";

    /** The JSON of a whole model is the longest. */
    private static final int MAX_JSON = 32 << 20;

    @Override
    public String format() {
        return "Keras metadata";
    }

    /** The format has no mark; Keras reads a file of this name. */
    @Override
    public boolean recognises(OpenFile file) {
        return file.path().equals(NAME) || file.path().endsWith("/" + NAME);
    }

    @Override
    public void read(OpenFile file, FileNotes notes) {
        var cursor = new ProtoCursor(file);
        for (int field = cursor.next(); field != 0; field = cursor.next()) {
            if (field == 1) {
                cursor.message("a node", () -> node(cursor, notes, file.path()));
            } else {
                cursor.pass();
            }
        }
    }

    private static void node(ProtoCursor cursor, FileNotes notes, String path) {
        for (int field = cursor.next(); field != 0; field = cursor.next()) {
            if (field == 5) {
                String json = cursor.text("the metadata of a node", MAX_JSON);
                KerasModel.noteLayer(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), notes, "'" + path + "'");
            } else {
                cursor.pass();
            }
        }
    }
}
