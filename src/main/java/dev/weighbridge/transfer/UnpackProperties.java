package dev.weighbridge.transfer;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much may come out of one archive or layer.
 *
 * @param maxFiles how many files
 * @param maxSize of all files together
 * @param maxFileSize of one file
 * @param maxRatio how many bytes may come out for each that went in, looked at from the first GiB on
 */
@ConfigurationProperties("weighbridge.transfer.unpack")
record UnpackProperties(@DefaultValue("100000") int maxFiles, @DefaultValue("4TB") DataSize maxSize,
        @DefaultValue("2TB") DataSize maxFileSize,
        @DefaultValue("200") int maxRatio) {

    UnpackProperties {
        if (maxFiles < 1 || maxSize.toBytes() < 1 || maxFileSize.toBytes() < 1 || maxRatio < 1) {
            throw new IllegalArgumentException("Could not read weighbridge.transfer.unpack: every number must be greater than zero.");
        }
    }
}
