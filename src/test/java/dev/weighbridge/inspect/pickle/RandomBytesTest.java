package dev.weighbridge.inspect.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

/** Raw weights in a file named {@code .bin} have no form: a gate that takes one in a hundred of them for a pickle keeps good models out. */
class RandomBytesTest {

    private static final int FILES = 20_000;

    private static final byte PROTO = (byte) 0x80;

    @Test
    void rawBytesAreNoPickleWhateverTheFileIsCalled() {
        var random = new Random(20261128);
        List<String> taken = new ArrayList<>();
        for (int file = 0; file < FILES; file++) {
            byte[] bytes = new byte[600];
            random.nextBytes(bytes);
            if (bytes[0] == PROTO) {
                continue; // the mark of a pickle: under this name it is one, whatever follows
            }
            taken.addAll(Inspected.dangers("data.bin", bytes));
        }
        assertThat(taken).isEmpty();
    }
}
