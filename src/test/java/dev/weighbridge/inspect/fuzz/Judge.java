package dev.weighbridge.inspect.fuzz;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import com.sun.management.ThreadMXBean;
import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SafetyFinding;
import dev.weighbridge.inspect.FakeBlobs;
import dev.weighbridge.inspect.ModelFacts;

/**
 * Has a model with one strange file inspected. It may be read, or refused as MALFORMED_ARTIFACT; everything is closed again, what is said is fit to be
 * shown, and neither the memory nor the bytes that are read go beyond what the file's true size allows. All of it can be counted: no clock is asked.
 */
final class Judge {

    /** What an inspection may allocate whatever it is given: the largest that a reader takes at once, a model card, is 1 MiB. */
    private static final long ALLOCATION = 64L << 20;

    /** What more a decoder of xz takes for a stream with its mark, because xz -9 packs with a dictionary of 64 MiB; the reader's own bound. */
    private static final long ALLOCATION_OF_XZ = 80L << 20;

    private static final long ALLOCATION_PER_BYTE = 1024;

    /** What more for bzip2, of which 45 bytes hold 900 kB: two looks that keep 8 MiB of what comes out, which is copied once while it grows. */
    private static final long ALLOCATION_OF_BZIP2 = 32L << 20;

    /** What may be read whatever is given: an end of 64 KiB of a zip, some starts of 8 KiB, and a piece of 128 KiB each time. */
    private static final long READ = 4L << 20;

    private static final long READ_PER_BYTE = 64;

    /** Of a file that claims to be huge; the largest head that a reader follows is 256 MiB. */
    private static final long READ_OF_HUGE = 600L << 20;

    /** What more is read of a compressed stream that may hold a pickle; as much may come out of it. */
    private static final long READ_OF_STREAM = 2L << 30;

    private static final int LONGEST_SENTENCE = 2000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** How an allowed inspection ended. */
    enum Verdict {
        READ, REFUSED
    }

    private Judge() {}

    /** @throws AssertionError if something is not allowed; what the readers throw themselves comes through */
    static Verdict judge(FuzzRow row, byte[] fed, long tail) {
        FakeBlobs blobs = row.model(fed, tail);
        long before = allocated();
        Verdict verdict = inspect(blobs);
        long held = fed.length + row.beside().values().stream().mapToLong(bytes -> bytes.length).sum();
        long allowed = ALLOCATION + (isMarkedAsXz(fed) ? ALLOCATION_OF_XZ : 0) + (isMarkedAsBzip2(fed) ? ALLOCATION_OF_BZIP2 : 0)
                + ALLOCATION_PER_BYTE * held;
        require(tail > 0 || allocated() - before <= allowed || allocatedAgain(row, fed) <= allowed,
                "an inspection of " + held + " bytes allocated more than " + allowed);
        require(blobs.open == 0, blobs.open + " files are left open");
        require(blobs.bytesRead
                <= (tail > 0 ? READ_OF_HUGE + (row.reads().contains("PickleReader") ? READ_OF_STREAM : 0) : READ + READ_PER_BYTE * held),
                "an inspection of " + held + " bytes read " + blobs.bytesRead);
        return verdict;
    }

    /** Whether there is, anywhere in it, what a stream of xz or of LZMA alone begins with. */
    private static boolean isMarkedAsXz(byte[] fed) {
        String text = new String(fed, StandardCharsets.ISO_8859_1);
        return text.contains("\u00fd7zXZ\0") || text.contains("]\0\0");
    }

    /** Whether there is, anywhere in it, what a stream of bzip2 begins with. */
    private static boolean isMarkedAsBzip2(byte[] fed) {
        return new String(fed, StandardCharsets.ISO_8859_1).contains("BZh");
    }

    /** The first time classes may have been loaded as well. */
    private static long allocatedAgain(FuzzRow row, byte[] fed) {
        FakeBlobs blobs = row.model(fed, 0);
        long before = allocated();
        inspect(blobs);
        return allocated() - before;
    }

    private static long allocated() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    private static Verdict inspect(FakeBlobs blobs) {
        try {
            ModelFacts facts = blobs.inspect();
            facts.findings().forEach(Judge::requireSentence);
            facts.dangers().stream().map(SafetyFinding::sentence).forEach(Judge::requireSentence);
            facts.derivations().stream().flatMap(Judge::withInputs).forEach(fact -> requireShowable(fact.rule()));
            return Verdict.READ;
        } catch (IngestionException refused) {
            if (refused.kind() != FailureKind.MALFORMED_ARTIFACT) {
                throw refused;
            }
            requireSentence(refused.getMessage());
            return Verdict.REFUSED;
        }
    }

    private static Stream<Derivation> withInputs(Derivation fact) {
        return Stream.concat(Stream.of(fact), fact.inputs().stream().flatMap(Judge::withInputs));
    }

    private static void requireSentence(String sentence) {
        require(sentence.endsWith("."), "a sentence without a stop: " + sentence);
        requireShowable(sentence);
    }

    private static void requireShowable(String text) {
        require(text.length() <= LONGEST_SENTENCE, "a text of " + text.length() + " characters: " + text);
        require(text.chars().noneMatch(Character::isISOControl), "control characters in: " + text);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
