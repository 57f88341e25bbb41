package dev.weighbridge.inspect.pickle;

import java.util.Locale;

import dev.weighbridge.inspect.head.OpenFile;

/** A whole file. Small stretches are fetched with what follows them, for the store may be far away. */
final class FileContent implements Content {

    private static final int BLOCK = 8 * 1024;

    private final OpenFile file;

    private byte[] block = {};

    private long blockStart;

    FileContent(OpenFile file) {
        this.file = file;
    }

    @Override
    public String place() {
        return "";
    }

    @Override
    public String name() {
        return file.path().toLowerCase(Locale.ROOT);
    }

    @Override
    public long size() {
        return file.size();
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) {
        if (length >= BLOCK) {
            file.read(position, target, offset, length);
            return;
        }
        if (position < blockStart || position + length > blockStart + block.length) {
            byte[] next = new byte[(int) Math.min(BLOCK, file.size() - position)];
            file.read(position, next, 0, next.length);
            block = next;
            blockStart = position;
        }
        System.arraycopy(block, (int) (position - blockStart), target, offset, length);
    }
}
