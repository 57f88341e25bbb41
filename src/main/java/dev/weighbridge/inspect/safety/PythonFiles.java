package dev.weighbridge.inspect.safety;

import dev.weighbridge.artifact.SafetyKind;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.OpenFile;
import org.jspecify.annotations.Nullable;

/** Finds Python: source, bytecode, packages and notebooks, by name; a script by its first line, too. */
final class PythonFiles implements Look {

    @Override
    public void look(OpenFile file, FileNotes notes) {
        String what = what(file);
        if (what != null) {
            notes.warn(SafetyKind.REMOTE_CODE, "'" + file.path() + "' is " + what + ".");
        }
    }

    private static @Nullable String what(OpenFile file) {
        boolean isInstaller = FileName.of(file.path()).equals("setup.py");
        return switch (FileName.extension(file.path())) {
            case "py", "pyw" -> isInstaller ? "Python code that runs when somebody installs the folder as a package"
                    : "Python code, which runs where a library is told to trust the model's own code (trust_remote_code)";
            case "pyc", "pyo" -> "Python bytecode, which runs where a library is told to trust the model's own code";
            case "pyz", "whl", "egg" -> "a Python package, whose code runs once somebody installs or imports it";
            case "ipynb" -> "a notebook, whose code runs when somebody runs its cells";
            default -> isScript(file) ? "a Python script, by its first line" : null;
        };
    }

    private static boolean isScript(OpenFile file) {
        String interpreter = Scripts.interpreter(new ByteView(file.head(512)));
        return interpreter != null && Scripts.isPython(interpreter);
    }
}
