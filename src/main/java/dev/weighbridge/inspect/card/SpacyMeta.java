package dev.weighbridge.inspect.card;

import java.util.Set;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.inspect.head.FactSheet;
import dev.weighbridge.inspect.head.ModelFolder;

/** What {@code meta.json} of a spaCy pipeline says (spacy.io/api/data-formats#meta): the versions it may run with, not one. */
final class SpacyMeta {

    private static final String PATH = "meta.json";

    private SpacyMeta() {}

    static void state(ModelFolder folder, FactSheet sheet) {
        JsonText text = JsonText.read(folder, PATH,
                Set.of("lang", "version", "spacy_version", "description", "license", "author"), sheet);
        if (text == null || !text.has("spacy_version") || !text.has("lang")) {
            return;
        }
        Derivation library = text.fact("libraryName", "spacy", "spacy_version");
        sheet.state(text.first("frameworkVersion", "spaCy ", "spacy_version"));
        sheet.state(library);
        sheet.state(text.first("licence", "", "license"));
        sheet.state(text.first("versionText", "", "version"));
        sheet.state(text.first("languages", "", "lang"));
        sheet.state(text.first("description", "", "description"));
        sheet.state(text.first("vendor", "", "author"));
    }
}
