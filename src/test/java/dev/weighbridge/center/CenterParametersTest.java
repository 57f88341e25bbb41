package dev.weighbridge.center;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.source.SourceAccess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CenterParametersTest {

    @ParameterizedTest
    @ValueSource(strings = {"{ \"type\":  \"huggingface\", \"revision\": \"main\" }", "vers=4.1,ro", "", " ", "[1, 2]",
            "{\"a\": [{\"b\": 1}]}", "42"})
    void leavesATextWithoutCredentialsAsItWasGiven(String given) {
        assertThat(CenterParameters.of(given)).isEqualTo(new CenterParameters(given, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"type\":\"s3\",\"token\":\"S\"}                      | {\"type\":\"s3\"}         | {\"token\":\"S\"}",
            "{\"Access_Key\":\"S\",\"SECRET-KEY\":\"S\",\"x\":1}    | {\"x\":1}                 | {\"Access_Key\":\"S\",\"SECRET-KEY\":\"S\"}",
            "{\"username\":\"S\",\"password\":\"S\"}                | {}                        | {\"username\":\"S\",\"password\":\"S\"}",
            "{\"credentials\":{\"id\":\"S\"},\"x\":null}            | {\"x\":null}              | {\"credentials\":{\"id\":\"S\"}}",
            "{\"s3\":{\"region\":\"r\",\"secretKey\":\"S\"}}        | {\"s3\":{\"region\":\"r\"}} | {\"s3\":{\"secretKey\":\"S\"}}",
            "{\"hosts\":[\"a\",[{\"token\":\"S\"}]],\"x\":1}        | {\"x\":1}                 | {\"hosts\":[\"a\",[{\"token\":\"S\"}]]}",
            "{\"\\u0074oken\":\"S\"}                                | {}                        | {\"token\":\"S\"}",
    })
    void takesCredentialsOutWhereverTheyStand(String given, String open, String credentials) {
        assertThat(CenterParameters.of(given)).isEqualTo(new CenterParameters(open, credentials));
    }

    @ParameterizedTest
    @ValueSource(strings = {"username=u,password=S", "{\"token\":\"S\"", "TOKEN: S", "{\"a\":{\"token\":\"S\"},\"a\":1}",
            "[{\"secretKey\":\"S\"}]",
            "{\"x\":1} {\"token\":\"S\"}", "access-key = S"})
    void refusesCredentialsThatItCannotTellFromTheRest(String given) {
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> CenterParameters.of(given))
                .returns(FailureKind.INVALID_REQUEST, IngestionException::kind).withMessageContaining("field[parameters]")
                .withMessageNotContaining("\"S\"").withMessageNotContaining("=S").withMessageNotContaining(": S");
    }

    @Test
    void findsACredentialByAnyOfItsNames() {
        assertThat(access("{\"HF_TOKEN\":\"S\"}")).isEqualTo(new SourceAccess("S", "h"));
        assertThat(access("{\"username\":\"u\",\"password\":\"S\"}"))
                .isEqualTo(new SourceAccess(null, new SourceAccess.Login("u", "S"), "h", null));
        assertThat(access("{\"access-key\":\"u\",\"secret_key\":\"S\"}"))
                .isEqualTo(new SourceAccess(null, new SourceAccess.Login("u", "S"), "h", null));
        assertThat(access("{\"password\":\"S\"}")).isEqualTo(SourceAccess.ANONYMOUS);
        assertThat(access("{\"token\":1}")).isEqualTo(SourceAccess.ANONYMOUS);
    }

    @Test
    void givesNothingWhereThereIsNoHostToSeeIt() {
        assertThat(CenterParameters.access("{\"token\":\"S\"}", null, "eu-1")).isEqualTo(new SourceAccess(null, null, null, "eu-1"));
    }

    private static SourceAccess access(String credentials) {
        return CenterParameters.access(credentials, "h", null);
    }
}
