package dev.weighbridge.zstack.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

/** What HeadersTest cannot send, because no client would. */
class JobHeadersTest {

    private static @Nullable String hook(String url) {
        var request = new MockHttpServletRequest();
        request.addHeader("X-Web-Hook", url);
        return JobHeaders.of(new Call(request)).webHook();
    }

    @Test
    void aWebHookIsKeptInPlainCharacters() {
        assertThat(hook(" https://hook.example/\u00e4?a=b ")).isEqualTo("https://hook.example/%C3%A4?a=b");
    }

    @Test
    void aWebHookHasALongestLengthInPlainCharacters() {
        String start = "https://hook.example/";
        assertThat(hook(start + "a".repeat(2048 - start.length()))).hasSize(2048);
        for (String tooLong : new String[] {start + "a".repeat(2049 - start.length()), start + "\u00e4".repeat(400)}) {
            assertThatExceptionOfType(Refusal.class).isThrownBy(() -> hook(tooLong)).withMessageStartingWith("Invalid header[X-Web-Hook]");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://name:password@hook.example/", "http://hook.example:0/", "http://hook.example:99999/", "http:hook.example",
                    "http://hook.example/\r\nX-Evil: 1", "//hook.example/"})
    void aWebHookThatCouldNotBeCalledIsRefused(String url) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> hook(url)).withMessageStartingWith("Invalid header[X-Web-Hook]");
    }
}
