package dev.weighbridge.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Collections;
import java.util.List;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class SelectionTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static Selection parse(String json) {
        return Selection.parse(JSON.readTree(json));
    }

    @Test
    void readsPatternsAndTheWord() {
        assertThat(parse("{\"include\": [\"*.json\", \"unet/\"], \"exclude\": \"*.md\", \"weights\": \" Q8_0 \"}"))
                .isEqualTo(new Selection(List.of("*.json", "unet/"), List.of("*.md"), "Q8_0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "{\"include\": null, \"exclude\": [], \"weights\": null}", "{\"type\": \"s3\", \"token\": 7}",
            "{\"weights\": \"\"}"})
    void takesTheUsualWhereNothingIsSaid(String json) {
        assertThat(parse(json)).isEqualTo(Selection.EVERYTHING_USUAL);
        assertThat(Selection.parse(null)).isEqualTo(Selection.EVERYTHING_USUAL);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"{'include': 7}; 'include' is a JSON number", "{'exclude': {'a': 1}}; 'exclude' is a JSON object",
            "{'include': ['a', false]}; 'include' holds a JSON boolean", "{'include': ['a', ['b']]}; 'include' holds a JSON array",
            "{'weights': ['fp16']}; 'weights' is a JSON array", "[]; a JSON object is expected, not a JSON array",
            "{'include': ''}; 'include' has a pattern that is empty", "{'exclude': ['a', ' ']}; 'exclude' has a pattern that is empty",
            "{'exclude': 'a\\nb'}; control characters", "{'weights': 'a\\u0000b'}; control characters"}, quoteCharacter = '"')
    void refusesOtherTypesAndNamesTheField(String json, String why) {
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> parse(json.replace('\'', '"')))
                .withMessageStartingWith("Could not read which files to take: ").withMessageContaining(why)
                .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(FailureKind.INVALID_REQUEST));
    }

    @Test
    void boundsNumberAndLength() {
        List<String> many = Collections.nCopies(64, "*".repeat(256));
        assertThat(new Selection(many, many, "w".repeat(64)).include()).hasSize(64);
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> new Selection(Collections.nCopies(65, "a"), List.of(), null))
                .withMessageContaining("'include' has 65 patterns");
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> new Selection(List.of(), List.of("a".repeat(257)), null))
                .withMessageContaining("'exclude' has a pattern that is empty, longer than 256 characters");
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> new Selection(List.of(), List.of(), "w".repeat(65)))
                .withMessageContaining("'weights' is longer than 64 characters");
    }
}
