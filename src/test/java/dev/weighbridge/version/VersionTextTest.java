package dev.weighbridge.version;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTextTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            1.2.3,                    1.2.3
            v1.2,                     1.2.0
            2,                        2.0.0
            0,                        0.0.0
            1.2.3-rc1,                1.2.3-rc1
            1.2-rc.1,                 1.2.0-rc.1
            V1.0.0+build,             1.0.0+build
            2.0.1+cu118,              2.0.1+cu118
            1.2.3.4,                  1.2.3+4
            1.2.3.04.5-rc1+x_y,       1.2.3-rc1+4.5.x-y
            release-1.4,              1.4.0
            Release/1.4.1,            1.4.1
            'version 3',              3.0.0
            ver_3.1,                  3.1.0
            v.1.0,                    1.0.0
            1.0.0beta2,               1.0.0-beta2
            1.0b2,                    1.0.0-b2
            1.0.rc1,                  1.0.0-rc1
            1.0_alpha_3,              1.0.0-alpha-3
            1.0.0.dev20240101,        1.0.0-dev20240101
            2.5-Instruct,             2.5.0-Instruct
            1.0.0-x-y-z.4,            1.0.0-x-y-z.4
            01.002.0003,              1.2.3
            1.2.3-rc.007,             1.2.3-rc.7
            1.2.3-00,                 1.2.3-0
            1.2.3-0a,                 1.2.3-0a
            1.2.3+007,                1.2.3+007
            1.2.3-99999999999999999999, 1.2.3-99999999999999999999
            2147483647.0.0,           2147483647.0.0
            000000000000000000001.2,  1.2.0
            2024-07-18,               2024.7.18
            2024_07_18,               2024.7.18
            2024.07.18,               2024.7.18
            20240718,                 2024.7.18
            2024-07,                  2024.7.0
            v2024-07-18-rc1,          2024.7.18-rc1
            '  1.2.3  ',              1.2.3
            """)
    void reads(String text, String version) {
        assertThat(VersionText.read(text)).contains(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "main", "latest", "CustomizeVersion", "v", "version", "-1", ".1", "1.", "1..2", "1.2.3-", "1.2.3+",
            "1.2.3-a..b",
            "1.2.3-.a", "1.2.3+a..b", "1.2.3+a+b", "1.2.3 beta", "1,2", "~1.2", ">=1.0", "llama-3.1", "r1", "vv1.0", "v--1.0", "7b", "7B",
            "1.5b", "8x7b",
            "4bit", "1.0devil", "20a1b2c3d4", "2147483648", "1.99999999999999999999.0", "20240718101010", "2024-13-01", "2024-02-30",
            "20240230", "2024-00",
            "\u0661.\u0662.\u0663", "1.2.3-\u00e9", "1.2.3\u0000", "1.2.3\n4", "1\u00a02", "9c1a2f0000000000000000000000000000000000"})
    void findsNoVersionIn(String text) {
        assertThat(VersionText.read(text)).isEmpty();
    }

    @Test
    void keepsToTheLengthThatTheInventoryKeeps() {
        assertThat(VersionText.read("1.2.3-" + "a".repeat(249))).hasValueSatisfying(version -> assertThat(version).hasSize(255));
        assertThat(VersionText.read("1.2.3-" + "a".repeat(250))).isEmpty();
        assertThat(VersionText.read("1-" + "a".repeat(253))).as("grows beyond by what is added").isEmpty();
    }
}
