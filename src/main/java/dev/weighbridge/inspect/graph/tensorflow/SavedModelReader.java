package dev.weighbridge.inspect.graph.tensorflow;

import java.util.Map;

import dev.weighbridge.inspect.graph.ProtoCursor;
import dev.weighbridge.inspect.graph.ProtoStart;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.FormatReader;
import dev.weighbridge.inspect.head.OpenFile;

/** Reads a SavedModel's {@code saved_model.pb}, a message SavedModel. Its variables lie in other files and are not read. */
public final class SavedModelReader implements FormatReader {

    private static final String NAME = "saved_model.pb";

    private static final Map<Integer, Integer> FIELDS = Map.of(1, 0, 2, 2);

    private static final Map<Integer, Integer> META_GRAPH = Map.of(1, 2, 2, 2, 3, 2, 4, 2, 5, 2, 6, 2, 7, 2);

    @Override
    public String format() {
        return "TensorFlow SavedModel";
    }

    /** The format has no mark. TensorFlow reads a file of this name; of others those that can be nothing else. */
    @Override
    public boolean recognises(OpenFile file) {
        return file.path().equals(NAME) || file.path().endsWith("/" + NAME) || beginsAsOne(file);
    }

    private static boolean beginsAsOne(OpenFile file) {
        ProtoStart start = ProtoStart.of(file);
        ProtoStart metaGraph = ProtoStart.within(file, 1);
        return start.firstNumber() == 1 && start.firstValue() == 1 && start.numbers().contains(2) && start.hasOnly(FIELDS)
                && metaGraph.firstNumber() == 1 && metaGraph.hasOnly(META_GRAPH);
    }

    @Override
    public void read(OpenFile file, FileNotes notes) {
        if (file.isGitLfsPointer()) {
            throw file.malformed(OpenFile.LFS_POINTER, 0);
        }
        var cursor = new ProtoCursor(file);
        String version = "";
        int graphs = 0;
        for (int field = cursor.next(); field != 0; field = cursor.next()) {
            if (field == 2) {
                var graph = new MetaGraph(cursor, notes);
                cursor.message("meta_graphs", graph::read);
                version = version.isEmpty() ? graph.version() : version;
                graphs++;
            } else {
                cursor.pass();
            }
        }
        if (graphs == 0) {
            throw file.malformed("there is no graph in it, so it is no SavedModel", file.size());
        }
        if (!version.isBlank()) {
            notes.state("frameworkVersion", "TensorFlow " + version.strip(),
                    "meta_graphs[].meta_info_def.tensorflow_version of " + file.path());
        }
    }
}
