package dev.weighbridge.inspect.safety;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.weighbridge.artifact.SafetyFinding;
import dev.weighbridge.artifact.SafetyKind;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.OpenFile;

/**
 * Finds the templates of conversations where transformers looks for them (tokenization_utils_base.py and processing_utils.py): the member
 * {@code chat_template} of a JSON file, a text or a list of named ones; {@code chat_template.jinja}; {@code additional_chat_templates/*.jinja}.
 */
final class TemplatesInFiles implements Look {

    private static final String MEMBER = "chat_template";

    @Override
    public void look(OpenFile file, FileNotes notes) {
        String name = FileName.of(file.path());
        if (name.endsWith(".jinja") || name.endsWith(".jinja2") || name.endsWith(".j2")) {
            check(file, notes);
        } else if (name.endsWith(".json") && (name.contains("config") || name.contains(MEMBER))) {
            boolean isWhole = JsonTexts.read(file, (members, text, isInList) -> take(file, members, text, notes));
            if (!isWhole && JsonTexts.mayHold(file, MEMBER)) {
                notes.warn(SafetyKind.CHAT_TEMPLATE, "The chat template in '" + file.path()
                        + "' was not looked at: the file is too large or no valid JSON.");
            }
        }
    }

    private static void take(OpenFile file, List<String> members, String text, FileNotes notes) {
        if (!members.isEmpty() && members.getFirst().equals(MEMBER) && (members.size() == 1 || !members.getLast().equals("name"))) {
            warn(ChatTemplates.check(file.path(), text), notes);
        }
    }

    private static void check(OpenFile file, FileNotes notes) {
        try (InputStream bytes = file.stream(0, Math.min(file.size(), ChatTemplates.MAX_LENGTH * 4L + 1))) {
            warn(ChatTemplates.check(file.path(), new String(bytes.readAllBytes(), StandardCharsets.UTF_8)), notes);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void warn(List<SafetyFinding> found, FileNotes notes) {
        found.forEach(danger -> notes.warn(danger.kind(), danger.sentence()));
    }
}
