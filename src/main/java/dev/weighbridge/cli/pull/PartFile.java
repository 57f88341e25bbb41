package dev.weighbridge.cli.pull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

import dev.weighbridge.cli.server.CommandException;
import dev.weighbridge.cli.server.ExitCode;

/**
 * A file while it is not whole: what is there of it, and the SHA-256 of that. One process at a time has it. For one thread.
 */
final class PartFile implements AutoCloseable {

    private static final int BLOCK = 1 << 18;

    private final FileChannel bytes;

    private final WantedFile wanted;

    private MessageDigest digest = WantedFile.newDigest();

    private long position;

    private PartFile(FileChannel bytes, WantedFile wanted) {
        this.bytes = bytes;
        this.wanted = wanted;
    }

    /** Opens it, or makes it, and hashes what is there. */
    static PartFile takeUp(Path place, WantedFile wanted) throws IOException {
        var part = new PartFile(
                FileChannel.open(place, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE), wanted);
        try {
            part.lock();
            if (part.bytes.size() > wanted.size()) {
                part.bytes.truncate(0);
            }
            part.hash();
            return part;
        } catch (IOException | RuntimeException failed) {
            part.close();
            throw failed;
        }
    }

    /** Whether a file that is in its place is the one that is wanted. */
    static boolean isWhole(Path place, WantedFile wanted) throws IOException {
        if (!Files.isRegularFile(place) || Files.size(place) != wanted.size()) {
            return false;
        }
        try (var there = new PartFile(FileChannel.open(place, StandardOpenOption.READ), wanted)) {
            there.hash();
            return there.isRight();
        }
    }

    long position() {
        return position;
    }

    boolean isComplete() {
        return position >= wanted.size();
    }

    /** Whether all bytes are there and they are the right ones. */
    boolean isRight() {
        return position == wanted.size() && HexFormat.of().formatHex(digestSoFar()).equals(wanted.sha256());
    }

    /** Throws away what is there; returns how many bytes that was. */
    long beginAnew() throws IOException {
        long lost = position;
        bytes.truncate(0);
        digest = WantedFile.newDigest();
        position = 0;
        return lost;
    }

    void append(byte[] block, int length) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(block, 0, length);
        while (left.hasRemaining()) {
            bytes.write(left, position + left.position());
        }
        digest.update(block, 0, length);
        position += length;
    }

    void force() throws IOException {
        bytes.force(true);
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }

    private void hash() throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        while (bytes.read(block, position) > 0) {
            position += block.position();
            digest.update(block.flip());
            block.clear();
        }
    }

    private byte[] digestSoFar() {
        try {
            return ((MessageDigest) digest.clone()).digest();
        } catch (CloneNotSupportedException theJdksCan) {
            throw new IllegalStateException(theJdksCan);
        }
    }

    private void lock() throws IOException {
        try {
            if (bytes.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException inThisProcess) {
            throw busy(inThisProcess);
        }
        throw busy(new IllegalStateException("locked"));
    }

    private CommandException busy(Exception cause) {
        return new CommandException(ExitCode.FAILED, "Could not pull '" + wanted.path()
                + "': another process is pulling it into the same folder. Wait for that one, or name another folder.", cause);
    }
}
