package dev.weighbridge.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import dev.weighbridge.ingestion.PartReceipt;
import org.junit.jupiter.api.Test;

class SecondFetchTest {

    private final List<PartReceipt> first = List.of(new PartReceipt(10, "one", 111), new PartReceipt(10, "two", 222),
            new PartReceipt(3, "three", 333));

    private final SecondFetch second = new SecondFetch(first);

    @Test
    void keepsWhatCameTheSame() {
        assertThat(second.known(1, 10, 111)).isSameAs(first.getFirst());
        assertThat(second.known(3, 3, 333)).isSameAs(first.getLast());
        assertThat(second.differing()).isEmpty();
        assertThat(second.finding(10)).contains("the same both times");
    }

    @Test
    void namesThePartsThatCameDifferently() {
        assertThat(second.known(3, 3, 334)).isNull();
        assertThat(second.known(1, 10, 112)).isNull();
        assertThat(second.known(2, 10, 222)).isNotNull();

        assertThat(second.differing()).containsExactly(1, 3);
        assertThat(second.finding(10)).contains("3 parts of 10 bytes").contains("differ in 2 (parts 1, 3)");
    }

    @Test
    void putsAgainWhatHasAnotherLengthOrNoChecksumOrWasNotThere() {
        assertThat(second.known(1, 9, 111)).isNull();
        assertThat(second.known(4, 1, 1)).isNull();
        assertThat(new SecondFetch(List.of(new PartReceipt(10, "one", null))).known(1, 10, 111)).isNull();
    }
}
