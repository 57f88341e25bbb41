package dev.weighbridge.bulk;

import java.io.Reader;

import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Parsers that read YAML token by token, however long it is. */
final class YamlParsers {

    private static final int DEEPEST = 50;

    /**
     * The parser would refuse more than 3 MB; how much comes in is bounded where it comes in. It would stop at a key that stands twice;
     * {@link WrittenYaml} tells of those, and goes on.
     */
    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder().disable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .loadSettings(LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).setAllowDuplicateKeys(true).build())
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build()).build()).build();

    private YamlParsers() {}

    static JsonParser of(Reader text) {
        return YAML.createParser(text);
    }

    static boolean isAlias(JsonParser parser) {
        return parser instanceof YAMLParser yaml && yaml.isCurrentAlias();
    }
}
