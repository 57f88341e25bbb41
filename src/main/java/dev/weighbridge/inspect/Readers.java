package dev.weighbridge.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.weighbridge.inspect.card.MlflowReader;
import dev.weighbridge.inspect.gguf.GgufShelf;
import dev.weighbridge.inspect.graph.keras.KerasArchiveReader;
import dev.weighbridge.inspect.graph.keras.KerasConfigReader;
import dev.weighbridge.inspect.graph.keras.KerasHdfReader;
import dev.weighbridge.inspect.graph.keras.KerasMetadataReader;
import dev.weighbridge.inspect.graph.onnx.OnnxReader;
import dev.weighbridge.inspect.graph.tensorflow.CheckpointReader;
import dev.weighbridge.inspect.graph.tensorflow.FrozenGraphReader;
import dev.weighbridge.inspect.graph.tensorflow.SavedModelReader;
import dev.weighbridge.inspect.graph.tflite.TfliteReader;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.FormatReader;
import dev.weighbridge.inspect.head.ModelFolder;
import dev.weighbridge.inspect.head.OpenFile;
import dev.weighbridge.inspect.pickle.PickleReaders;
import dev.weighbridge.inspect.safetensors.SafetensorsReader;
import dev.weighbridge.inspect.safety.SafetyGate;

/** Has every file of a model read by the one reader whose format it is, and looked at by all who look for dangers. */
final class Readers {

    private static final String EXTENSION = ".safetensors";

    /** Of formats that are data, or say so. The first that recognises a file reads it. */
    private final List<
            FormatReader> formats = List.of(new SafetensorsReader(), new SavedModelReader(), new KerasMetadataReader(), new OnnxReader(),
                    new FrozenGraphReader(), new TfliteReader(), new CheckpointReader(), new KerasArchiveReader(), new KerasHdfReader(),
                    new KerasConfigReader(), new MlflowReader());

    private final SafetyGate gate = new SafetyGate();

    /**
     * Reads all files and puts their tensors on the shelves.
     *
     * @return what was noted beside the tensors
     */
    List<FileNotes> readAll(ModelFolder folder, Shelves shelves) {
        List<FileNotes> all = new ArrayList<>();
        for (String path : folder.paths()) {
            try (OpenFile file = folder.open(path)) {
                refuseDisguised(file);
                all.add(gate.look(file));
                all.addAll(read(file, shelves));
            }
        }
        return all;
    }

    /** Looks at all files for dangers, and reads none. */
    List<FileNotes> lookAtAll(ModelFolder folder) {
        List<FileNotes> all = new ArrayList<>();
        for (String path : folder.paths()) {
            try (OpenFile file = folder.open(path)) {
                refuseDisguised(file);
                all.add(gate.look(file));
                all.add(alsoAsPickle(file));
            }
        }
        return all;
    }

    private List<FileNotes> read(OpenFile file, Shelves shelves) {
        if (GgufShelf.recognises(file)) {
            return List.of(shelves.addGguf(file), alsoAsPickle(file));
        }
        Optional<FormatReader> format = formats.stream().filter(reader -> reader.recognises(file)).findFirst();
        if (format.isPresent()) {
            return List.of(read(file, format.get(), shelves), alsoAsPickle(file));
        }
        FormatReader pickle = PickleReaders.of(file);
        return pickle == null ? List.of() : List.of(read(file, pickle, shelves));
    }

    /** One file can be two things: what a reader takes for a model may do something when another program unpickles it. */
    private static FileNotes alsoAsPickle(OpenFile file) {
        var notes = new FileNotes(file.path(), "any format");
        PickleReaders.look(file, notes);
        return notes;
    }

    private static FileNotes read(OpenFile file, FormatReader reader, Shelves shelves) {
        var notes = new FileNotes(file.path(), reader.format());
        reader.read(file, notes);
        shelves.add(file, notes);
        return notes.withoutTensors();
    }

    /** Who asked for safetensors asked for files that cannot do anything. */
    private void refuseDisguised(OpenFile file) {
        if (!file.path().endsWith(EXTENSION) || SafetensorsReader.beginsAsOne(file)) {
            return;
        }
        String what = gate.beginsAs(file);
        FormatReader pickle = what == null ? PickleReaders.of(file) : null;
        if (pickle != null) {
            what = "a file of " + pickle.format();
        }
        if (what != null) {
            throw file.malformed("it is named " + EXTENSION + ", but begins as " + what, 0);
        }
    }
}
