package dev.weighbridge.inspect.graph.keras;

import java.util.regex.Pattern;

import dev.weighbridge.artifact.SafetyKind;
import dev.weighbridge.inspect.graph.Pages;
import dev.weighbridge.inspect.graph.TensorList;
import dev.weighbridge.inspect.graph.hdf.HdfFile;
import dev.weighbridge.inspect.graph.hdf.HdfText;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.FormatReader;
import dev.weighbridge.inspect.head.OpenFile;

/** Reads HDF5 files; of a whole model of Keras 2 the attributes model_config and keras_version of the root group (keras/src/legacy/saving/legacy_h5_format.py). */
public final class KerasHdfReader implements FormatReader {

    private static final int LOOKED_AT = 8 * 1024;

    private static final Pattern NAMED = Pattern.compile("\\.(h5|hdf5|keras)$");

    private static final int MAX_VERSION = 64;

    @Override
    public String format() {
        return "HDF5";
    }

    /** What has bytes of somebody else before HDF5's own is it only by its name: an archive may keep such a file as it is. */
    @Override
    public boolean recognises(OpenFile file) {
        byte[] head = file.head(LOOKED_AT);
        return HdfFile.beginsAtOnce(head) || NAMED.matcher(file.path()).find() && HdfFile.begins(head);
    }

    @Override
    public void read(OpenFile file, FileNotes notes) {
        var pages = new Pages(file);
        HdfFile hdf = HdfFile.read(pages, file.head(LOOKED_AT));
        KerasWeights.note(hdf, new TensorList(file, notes), notes, "'" + file.path() + "'");
        HdfText version = hdf.text("keras_version");
        if (version != null) {
            notes.state("frameworkVersion", "Keras " + version.read(pages, MAX_VERSION).strip(), "keras_version of " + file.path());
        }
        HdfText config = hdf.text("model_config");
        if (config != null) {
            KerasModel.note(config.stream(pages), notes, "model_config of '" + file.path() + "'");
        } else if (!hdf.attributesAreFollowed()) {
            notes.warn(SafetyKind.KERAS_LAMBDA,
                    "'" + file.path() + "' keeps the attributes of its root group in a way that is not looked into: "
                            + "whether it has a model with Lambda layers is not known.");
        }
    }
}
