package dev.weighbridge.source.huggingface;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NextPageTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
            "<https://huggingface.co/api/models/a/b/tree/main?recursive=true&cursor=ZXk%3D>; rel=\"next\"|recursive=true&cursor=ZXk%3D",
            "</api/models/a?cursor=x#top>;rel=next|cursor=x",
            "<https://h/a?cursor=1>; rel=\"prev\", <https://h/a?cursor=3>; rel=\"next\"|cursor=3",
            "<https://h/a?cursor=3>; title=\"a; rel=next, b\"; rel=\"last next\"|cursor=3",
            "<https://h/a?cursor=3>; REL=\"NEXT\"|cursor=3",
            "<https://h/a>; rel=\"next\"|''"})
    void findsTheQueryOfTheNextPage(String header, String query) {
        assertThat(NextPage.query(header)).isEqualTo(query);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "https://h/a?cursor=3; rel=next", "<https://h/a?cursor=3>", "<https://h/a?cursor=3>; rel=\"prev\"",
            "<https://h/a?rel=next>; rel=\"xet-auth\"", "<https://h/a?cursor=3>; title=\"rel=next\"",
            "<https://h/a?cursor=3>; rel=nextish"})
    void seesNoNextPageInAnythingElse(String header) {
        assertThat(NextPage.query(header)).isNull();
    }

    @Test
    void readsNoHeaderOfAnySize() {
        assertThat(NextPage.query(null)).isNull();
        assertThat(NextPage.query("<https://h/a?" + "x".repeat(9000) + ">; rel=\"next\"")).isNull();
        assertThat(NextPage.query("<a>\"\"".repeat(1300) + "<https://h/a?b>; rel=\"next\"")).isEqualTo("b");
    }
}
