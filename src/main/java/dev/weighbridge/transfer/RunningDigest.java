package dev.weighbridge.transfer;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.SourceFile;
import org.apache.commons.codec.DecoderException;
import org.apache.commons.codec.binary.Hex;
import org.bouncycastle.crypto.SavableDigest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.jspecify.annotations.Nullable;

/**
 * A SHA-256 whose state can be kept and taken up again, by Bouncy Castle LTS: on Linux on x86-64 and arm64 it runs on the processor's SHA instructions,
 * elsewhere in Java at a tenth of the speed and with another form of its state. Where a source announced git's id of the file, its SHA-1 over {@code "blob " + size
 * + NUL + bytes} runs beside, always in Java: such files are small. As many compute at once as there are cores, and others wait for their turn, so that
 * calls find a core (decision 0187). For one thread at a time.
 */
final class RunningDigest {

    private static final Semaphore CORES = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    /** Between the states of the two digests. */
    private static final char AND = '+';

    private final SavableDigest digest;

    private final @Nullable SHA1Digest git;

    private RunningDigest(SavableDigest digest, @Nullable SHA1Digest git) {
        this.digest = digest;
        this.git = git;
    }

    /** Of no bytes yet. */
    static RunningDigest start() {
        return new RunningDigest(SHA256Digest.newInstance(), null);
    }

    /** Of no bytes of this file yet, with what its announced digest takes. */
    static RunningDigest start(SourceFile file) {
        Digest announced = file.announced();
        boolean asksGit = announced != null && announced.algorithm() == Digest.Algorithm.GIT_SHA1 && file.sizeIsKnown();
        return new RunningDigest(SHA256Digest.newInstance(), asksGit ? gitBlob(file.size()) : null);
    }

    /** As it was when {@link #state} was asked for, which must have been by the same {@link #codec}. */
    static RunningDigest resume(String state) {
        int and = state.indexOf(AND);
        try {
            var digest = SHA256Digest.newInstance(Hex.decodeHex(and < 0 ? state : state.substring(0, and)), 0);
            return new RunningDigest(digest, and < 0 ? null : new SHA1Digest(Hex.decodeHex(state.substring(and + 1))));
        } catch (DecoderException damaged) {
            throw new IllegalStateException("a checkpoint's digest state is not hexadecimal", damaged);
        }
    }

    /** Who reads and writes the state on this machine: the class name of the implementation. */
    static String codec() {
        return SHA256Digest.newInstance().getClass().getSimpleName();
    }

    void update(byte[] bytes, int length) {
        CORES.acquireUninterruptibly();
        try {
            digest.update(bytes, 0, length);
            if (git != null) {
                git.update(bytes, 0, length);
            }
        } finally {
            CORES.release();
        }
    }

    /** In hex. */
    String state() {
        String state = Hex.encodeHexString(digest.getEncodedState());
        return git == null ? state : state + AND + Hex.encodeHexString(git.getEncodedState());
    }

    /** What all bytes hash to. The digest cannot be used any more. */
    FileDigests finishAll() {
        return new FileDigests(finish(), git == null ? null : finish(git));
    }

    /** The SHA-256 of all bytes, in lower-case hex. The digest cannot be used any more. */
    String finish() {
        return finish(digest);
    }

    private static String finish(org.bouncycastle.crypto.Digest digest) {
        byte[] result = new byte[digest.getDigestSize()];
        digest.doFinal(result, 0);
        return Hex.encodeHexString(result);
    }

    private static SHA1Digest gitBlob(long size) {
        var digest = new SHA1Digest();
        byte[] head = ("blob " + size + '\0').getBytes(StandardCharsets.US_ASCII);
        digest.update(head, 0, head.length);
        return digest;
    }
}
