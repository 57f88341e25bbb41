package dev.weighbridge.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

class TransferPropertiesTest {

    private static final long MIB = 1 << 20;

    private final TransferProperties properties = new TransferProperties(DataSize.ofMegabytes(16), 4, 2, DataSize.ofMegabytes(256));

    @ParameterizedTest
    @CsvSource({"-1,16", "0,16", "1,16", "167772160000,16", "167772160001,17", "1099511627776,105"})
    void partsGrowByWholeMebibytesSoThatAFileHasAtMostTenThousand(long size, int mebibytes) {
        int part = properties.partSizeFor(size);

        assertThat(part).isEqualTo(Math.toIntExact(mebibytes * MIB));
        assertThat(Math.ceilDiv(Math.max(size, 0), part)).isLessThanOrEqualTo(10_000);
    }

    @ParameterizedTest
    @CsvSource({"1099511627776"})
    void noPartIsLargerThanTheMemory(long size) {
        var little = new TransferProperties(DataSize.ofMegabytes(16), 4, 2, DataSize.ofMegabytes(64));

        assertThat(little.partSizeFor(size)).isEqualTo(Math.toIntExact(64 * MIB));
    }
}
