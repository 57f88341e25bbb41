package dev.weighbridge.inspect.graph.keras;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.FormatReader;
import dev.weighbridge.inspect.head.OpenFile;

/** Reads the JSON of a model that lies unpacked in its folder, as Keras keeps it on a hub, or as {@code to_json} writes it. */
public final class KerasConfigReader implements FormatReader {

    private static final int LOOKED_AT = 8 * 1024;

    /** The members of an object that Keras serialises; nothing else begins with one of them and has a class_name. */
    private static final Pattern FIRST = Pattern
            .compile("\\s*\\{\\s*\"(module|class_name|config|registered_name|build_config|compile_config|name)\"\\s*:.*", Pattern.DOTALL);

    @Override
    public String format() {
        return "Keras configuration";
    }

    @Override
    public boolean recognises(OpenFile file) {
        if (!file.path().endsWith(".json")) {
            return false;
        }
        String head = new String(file.head(LOOKED_AT), StandardCharsets.UTF_8);
        return head.contains("\"class_name\"") && FIRST.matcher(head).matches();
    }

    @Override
    public void read(OpenFile file, FileNotes notes) {
        KerasModel.note(file.stream(0, file.size()), notes, "'" + file.path() + "'");
    }
}
