package dev.weighbridge.verify;

import java.util.List;
import java.util.stream.Collectors;

import dev.weighbridge.inventory.ModelBlobs;
import dev.weighbridge.store.WeighedBlob;
import dev.weighbridge.transfer.CheckedBlob;
import org.jspecify.annotations.Nullable;

/** Says what was found, and what became of it. */
final class Findings {

    private static final int NAMED = 20;

    private Findings() {}

    /** The finding, whose fresh blob is yet to be named. */
    static Finding of(CheckedBlob checked, ModelBlobs.Files files, Mended mended) {
        WeighedBlob blob = checked.expected();
        var outcome = mended instanceof Mended.Not ? Finding.Outcome.NOT_REPAIRED : Finding.Outcome.REPAIRED;
        return new Finding(blob.uuid(), files.count(), files.paths(), blob.size(), blob.sha256(), checked.size(), checked.sha256(),
                checked.damagedParts(), outcome, null, sentence(mended, blob, files.paths().getFirst()));
    }

    /** How it differs from what it was. */
    static String found(CheckedBlob checked) {
        Long size = checked.size();
        if (size == null) {
            return "the store does not have it any more";
        }
        if (size != checked.expected().size()) {
            return "it has " + size + " bytes, and had " + checked.expected().size();
        }
        return parts(checked.damagedParts()) + "its SHA-256 is " + checked.sha256() + ", and was " + checked.expected().sha256();
    }

    private static String parts(@Nullable List<Integer> damaged) {
        return damaged == null || damaged.isEmpty() ? ""
                : damaged.size() + (damaged.size() == 1 ? " part is" : " parts are") + " not what was weighed ("
                        + damaged.stream().limit(NAMED).map(String::valueOf).collect(Collectors.joining(", "))
                        + (damaged.size() > NAMED ? ", …" : "") + "), ";
    }

    private static String sentence(Mended mended, WeighedBlob blob, String path) {
        return switch (mended) {
            case Mended.Anew anew -> "Repaired '" + path + "' (blob " + blob.uuid() + "). " + anew.how();
            case Mended.Elsewhere elsewhere -> "Repaired '" + path + "' (blob " + blob.uuid() + "). " + elsewhere.how();
            case Mended.Not not -> "Could not repair '" + path + "' (blob " + blob.uuid() + "): " + not.why();
        };
    }
}
