package dev.weighbridge.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing that may be secret in a reference is shown. */
class ShownUrlTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://host/a/file.bin?X-Amz-Signature=hush | https://host/a/file.bin?…
            https://host:8443/a%20b#hush                 | https://host:8443/a%20b
            https://user:hush@host/a                     | https://host/a
            https://user:hush@host_1/a b?c               | https://…@host_1/a b?…
            hf://Some_Org/name@rev                       | hf://Some_Org/name@rev
            folder/file.bin?token=hush                   | folder/file.bin?…
            /models/a b                                  | /models/a b
            nas:/export/models                           | nas:/export/models""")
    void showsAReference(String reference, String shown) {
        assertThat(ShownUrl.ofReference(reference)).isEqualTo(shown);
    }
}
