package dev.weighbridge.inspect.card;

import java.util.List;
import java.util.Set;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.inspect.head.FactSheet;
import dev.weighbridge.inspect.head.JsonHead;
import dev.weighbridge.inspect.head.ModelFolder;
import dev.weighbridge.inspect.head.OpenFile;
import dev.weighbridge.inspect.head.Outline;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/** The wanted members of a small JSON file. One that is broken or too large is a finding and says nothing: other programs use the same names. */
final class JsonText {

    /** A {@code config.json} with a label for each of 20,000 classes takes less. */
    static final long MAX_BYTES = 4L << 20;

    private final String path;

    private final Outline outline;

    private JsonText(String path, Outline outline) {
        this.path = path;
        this.outline = outline;
    }

    /** Reads what a text has to say. */
    interface Reading<T> {

        T read(JsonParser json);
    }

    /** Returns null if there is no such file, or if it cannot be read, which is a finding. */
    static @Nullable JsonText read(ModelFolder folder, String path, Set<String> wanted, FactSheet sheet) {
        Outline outline = read(folder, path, sheet, json -> Outline.read(json, wanted));
        return outline == null ? null : new JsonText(path, outline);
    }

    static <T> @Nullable T read(ModelFolder folder, String path, FactSheet sheet, Reading<T> reading) {
        if (!folder.has(path)) {
            return null;
        }
        try (OpenFile file = folder.open(path)) {
            if (file.size() > MAX_BYTES) {
                sheet.find("'" + path + "' is not read: it is larger than " + MAX_BYTES + " bytes.");
                return null;
            }
            return read(file, sheet, reading);
        }
    }

    private static <T> @Nullable T read(OpenFile file, FactSheet sheet, Reading<T> reading) {
        try (JsonParser json = JsonHead.parser(file.stream(0, file.size()))) {
            return reading.read(json);
        } catch (JacksonException broken) {
            sheet.find("'" + file.path() + "' is not read: it is not valid JSON at byte " + JsonHead.place(file, 0, broken.getLocation())
                    + ".");
            return null;
        }
    }

    String path() {
        return path;
    }

    Outline outline() {
        return outline;
    }

    boolean has(String member) {
        return !outline.list(member).isEmpty();
    }

    @Nullable
    String text(String member) {
        return outline.text(member);
    }

    List<String> list(String member) {
        return outline.list(member);
    }

    /** The first of these members that says something, with {@code before} put before it. */
    @Nullable
    Derivation first(String field, String before, String... members) {
        for (String member : members) {
            String value = outline.text(member);
            if (value != null && !value.isBlank()) {
                return fact(field, before + value, member.endsWith("architectures") ? member + "[0]" : member);
            }
        }
        return null;
    }

    /** @param members which of its members say so */
    Derivation fact(String field, String value, String members) {
        return new Derivation(field, value, members + " of " + path, path);
    }
}
