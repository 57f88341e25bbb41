package dev.weighbridge.inspect.pickle;

import java.nio.charset.StandardCharsets;
import java.util.Set;

import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.JsonHead;
import dev.weighbridge.inspect.head.Outline;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;

/**
 * The {@code model_config.yaml} in a .nemo file: {@code target} is the class that is restored, {@code nemo_version} the NeMo that wrote it
 * (nemo/core/connectors/save_restore_connector.py, nemo/core/classes/modelPT.py).
 */
final class NemoConfig {

    private static final String NAME = "model_config.yaml";

    private static final int MAX_BYTES = 4 << 20;

    private static final YAMLFactory YAML = YAMLFactory.builder().streamReadConstraints(JsonHead.BOUNDS).build();

    private NemoConfig() {}

    /** Returns the file in the tar, or null if there is none. */
    static @Nullable Content find(Content tar, Budget budget) {
        var members = new TarMembers(tar, budget);
        for (Content member = members.next(); member != null; member = members.next()) {
            String place = member.place();
            String name = place.substring(place.lastIndexOf(" > ") < 0 ? 0 : place.lastIndexOf(" > ") + 3);
            if (name.equals(NAME) || name.equals("./" + NAME)) {
                return member;
            }
        }
        return null;
    }

    static void describe(Content config, FileNotes notes) {
        String where = " of " + NAME + " in " + notes.path();
        if (config.size() > MAX_BYTES) {
            notes.find("The " + NAME + " in '" + notes.path() + "' is not read: it is larger than " + MAX_BYTES + " bytes.");
            return;
        }
        String yaml = new String(config.head(MAX_BYTES), StandardCharsets.UTF_8);
        try (JsonParser parser = YAML.createParser(ObjectReadContext.empty(), yaml)) {
            Outline outline = Outline.read(parser, Set.of("target", "nemo_version"));
            String target = outline.text("target");
            String version = outline.text("nemo_version");
            if (target != null) {
                notes.state("architectureType", target.substring(target.lastIndexOf('.') + 1), "class in target" + where);
            }
            if (version != null) {
                notes.state("frameworkVersion", "NeMo " + version, "nemo_version" + where);
            }
        } catch (JacksonException broken) {
            notes.find("The " + NAME + " in '" + notes.path() + "' is not read: it is not valid YAML.");
        }
    }
}
