package dev.weighbridge.inspect.safety;

import java.util.Locale;

/** The last part of a path, in lower case: names mean the same to Windows whatever their case. */
final class FileName {

    private FileName() {}

    static String of(String path) {
        return path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }

    /** What follows the last dot, {@code ""} if there is none; of {@code libc.so.6} it is {@code so}. */
    static String extension(String path) {
        String name = of(path).replaceFirst("\\.so(\\.[0-9]+)+$", ".so");
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1);
    }
}
