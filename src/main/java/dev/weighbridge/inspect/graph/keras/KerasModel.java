package dev.weighbridge.inspect.graph.keras;

import java.io.InputStream;

import dev.weighbridge.artifact.SafetyKind;
import dev.weighbridge.inspect.head.FileNotes;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Notes what a model's JSON says, wherever that lies. */
public final class KerasModel {

    /** The largest models' is some megabytes. */
    private static final long MAX_JSON = 64L << 20;

    private KerasModel() {}

    /**
     * Notes dangers, and the model's class.
     *
     * @param where what the JSON is called, such as "config.json of 'model.keras'"
     * @return whether it could be read to its end; what could not is noted as a danger, since Python may read it
     */
    static boolean note(InputStream json, FileNotes notes, String where) {
        KerasObject model = dangers(json, notes, where);
        if (model != null && model.isClass()) {
            notes.state("architectureType", model.className(), "class_name of " + where.replace("'", ""));
        }
        return model != null;
    }

    /** Notes the dangers alone: of a layer's JSON. */
    public static void noteLayer(InputStream json, FileNotes notes, String where) {
        dangers(json, notes, where);
    }

    private static @Nullable KerasObject dangers(InputStream json, FileNotes notes, String where) {
        var dangers = new KerasDangers(notes, where);
        try {
            KerasObject outermost = KerasConfig.read(new BoundedStream(json, MAX_JSON), dangers);
            if (outermost != null) {
                dangers.end(outermost);
            }
            return outermost;
        } catch (JacksonException broken) {
            notes.warn(SafetyKind.KERAS_LAMBDA,
                    "The JSON in " + where + " cannot be followed to its end: whether it has Lambda layers is not known.");
            return null;
        }
    }
}
