package dev.weighbridge.source;

import java.util.Collection;
import java.util.stream.Collectors;

import dev.weighbridge.artifact.SourceFile;
import org.apache.commons.codec.digest.DigestUtils;

/** Tells the state of a model from every other by what its files show from outside: names, sizes, and whatever the place changes with their bytes. */
public final class Fingerprint {

    private Fingerprint() {}

    /** 64 hexadecimal digits, equal for equal files in any order. */
    public static String of(Collection<SourceFile> files) {
        return DigestUtils
                .sha256Hex(files.stream().map(file -> file.path() + "\0" + file.size() + "\0" + file.validator() + "\0" + file.announced())
                        .sorted().collect(Collectors.joining("\n")));
    }
}
