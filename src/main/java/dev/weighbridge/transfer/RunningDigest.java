package dev.weighbridge.transfer;

import org.apache.commons.codec.DecoderException;
import org.apache.commons.codec.binary.Hex;
import org.bouncycastle.crypto.SavableDigest;
import org.bouncycastle.crypto.digests.SHA256Digest;

/**
 * A SHA-256 whose state can be kept and taken up again, by Bouncy Castle LTS: on Linux on x86-64 and arm64 it runs on the processor's SHA instructions,
 * elsewhere in Java at a tenth of the speed and with another form of its state. For one thread at a time.
 */
final class RunningDigest {

    private final SavableDigest digest;

    private RunningDigest(SavableDigest digest) {
        this.digest = digest;
    }

    /** Of no bytes yet. */
    static RunningDigest start() {
        return new RunningDigest(SHA256Digest.newInstance());
    }

    /** As it was when {@link #state} was asked for, which must have been by the same {@link #codec}. */
    static RunningDigest resume(String state) {
        try {
            return new RunningDigest(SHA256Digest.newInstance(Hex.decodeHex(state), 0));
        } catch (DecoderException damaged) {
            throw new IllegalStateException("a checkpoint's digest state is not hexadecimal", damaged);
        }
    }

    /** Who reads and writes the state on this machine: the class name of the implementation. */
    static String codec() {
        return SHA256Digest.newInstance().getClass().getSimpleName();
    }

    void update(byte[] bytes, int length) {
        digest.update(bytes, 0, length);
    }

    /** In hex. */
    String state() {
        return Hex.encodeHexString(digest.getEncodedState());
    }

    /** The SHA-256 of all bytes, in lower-case hex. The digest cannot be used any more. */
    String finish() {
        byte[] result = new byte[digest.getDigestSize()];
        digest.doFinal(result, 0);
        return Hex.encodeHexString(result);
    }
}
