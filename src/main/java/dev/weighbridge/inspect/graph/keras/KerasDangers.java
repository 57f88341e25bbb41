package dev.weighbridge.inspect.graph.keras;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import dev.weighbridge.artifact.SafetyKind;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.OpenFile;

/** What of a model's JSON runs code that is not Keras's when the model is loaded. */
final class KerasDangers implements Consumer<KerasObject> {

    /** Bounds the memory. */
    private static final int MAX_KEPT = 1000;

    /** Keras's own modules; those of tf.keras are called keras, too, or by where they lie in TensorFlow. */
    private static final Pattern OF_KERAS = Pattern.compile("(keras|tf_keras|tensorflow\\.keras|tensorflow\\.python\\.keras)(\\..*)?");

    /**
     * Modules of Keras whose functions do more than compute when a config names them: they fetch files or allow what is not allowed (CVE-2025-8747,
     * CVE-2025-9906).
     */
    private static final Pattern NO_MATHEMATICS = Pattern
            .compile("(.*\\.)?(utils|config|saving|models|export|distribution|backend\\.config)(\\..*)?");

    /** Functions of Python that a config can name by the module builtins, where Keras's own functions are looked up, too. */
    private static final Set<String> OF_PYTHON = Set.of("eval", "exec", "compile", "open", "__import__", "input", "breakpoint", "getattr",
            "setattr", "delattr", "vars", "globals", "locals", "map", "filter", "type");

    /** A layer whose config holds a pickled module of PyTorch (CVE-2025-49655). */
    private static final String TORCH_MODULE = "TorchModuleWrapper";

    private final FileNotes notes;

    private final String where;

    private final Set<String> said = new TreeSet<>();

    private boolean hasLambda;

    /** @param where what the JSON is called, such as "config.json of 'model.keras'" */
    KerasDangers(FileNotes notes, String where) {
        this.notes = notes;
        this.where = where;
    }

    @Override
    public void accept(KerasObject object) {
        if (object.isLambda()) {
            hasLambda = true;
            warn(SafetyKind.KERAS_LAMBDA, "The layer " + object.shown() + " in " + where + " is a Lambda: "
                    + (object.carriesBytecode() ? "it carries Python bytecode that runs when the model is loaded or used."
                            : "it runs Python code that it carries or names when the model is loaded or used."));
        } else if (object.className().equals(TORCH_MODULE)) {
            warn(SafetyKind.REMOTE_CODE, "The layer " + object.shown() + " in " + where
                    + " is a TorchModuleWrapper: it carries a pickle that is read when the model is loaded.");
        } else if (!object.isBytecode()) {
            foreign(object);
        }
    }

    /** Says what is left to say once the document is read. */
    void end(KerasObject outermost) {
        if (outermost.carriesBytecode() && !hasLambda) {
            warn(SafetyKind.KERAS_LAMBDA,
                    "There is Python bytecode outside of a Lambda layer in " + where + "; it runs when the model is loaded or used.");
        }
    }

    private void foreign(KerasObject object) {
        String module = object.module();
        boolean isFunction = object.className().equals("function");
        boolean isFunctionOfKeras = isFunction && OF_KERAS.matcher(module).matches();
        if (isFunctionOfKeras && NO_MATHEMATICS.matcher(module).matches()) {
            warn(SafetyKind.REMOTE_CODE, "The function " + OpenFile.shown(object.text()) + " of the module " + OpenFile.shown(module)
                    + " is named in " + where + ": it is Keras's, but no mathematics, and runs when the model is loaded.");
        } else if (isForeign(object, isFunction)) {
            warn(SafetyKind.REMOTE_CODE, "The " + (isFunction ? "function " + OpenFile.shown(object.text())
                    : "class " + OpenFile.shown(object.className())) + " in " + where + " is imported from the module "
                    + OpenFile.shown(module) + ", which is not Keras's, when the model is loaded.");
        } else if (object.registeredName().contains(">")) {
            warn(SafetyKind.REMOTE_CODE, "The class " + OpenFile.shown(object.className()) + " in " + where
                    + " is none of Keras's: who loads the model needs code that is registered as " + OpenFile.shown(object.registeredName())
                    + ".");
        }
    }

    private static boolean isForeign(KerasObject object, boolean isFunction) {
        if (object.module().equals("builtins")) {
            return isFunction && OF_PYTHON.contains(object.text());
        }
        return !object.module().isEmpty() && !OF_KERAS.matcher(object.module()).matches();
    }

    private void warn(SafetyKind kind, String sentence) {
        if (said.size() < MAX_KEPT && said.add(sentence)) {
            notes.warn(kind, sentence);
        }
    }
}
