package dev.weighbridge.artifact;

import org.jspecify.annotations.Nullable;

/**
 * A file as its source lists it, pinned: a later {@code open} of it gives these bytes or fails with SOURCE_CHANGED.
 *
 * @param path where it lies in the model, see {@link ArtifactPath}
 * @param size bytes, or {@link #UNKNOWN_SIZE} when the source does not tell
 * @param announced the digest that the source announces, or null when it announces none
 * @param locator how the source finds it again: an absolute path, or a URL without credentials
 * @param validator changes whenever the bytes change (an ETag, or size, times and inode), or null when the source has nothing of the kind
 * @param strong whether an equal validator means equal bytes, so that a file once weighed need not be fetched again
 * @param container how the model's files are packed in this one, which is then none of them itself; null for a file of the model
 */
public record SourceFile(String path, long size, @Nullable Digest announced, String locator, @Nullable String validator, boolean strong,
        @Nullable Container container) {

    public static final long UNKNOWN_SIZE = -1;

    public SourceFile {
        ArtifactPath.check(path);
    }

    /** A file of the model. */
    public SourceFile(String path, long size, @Nullable Digest announced, String locator, @Nullable String validator, boolean strong) {
        this(path, size, announced, locator, validator, strong, null);
    }

    /** The same file, whose content is taken instead of itself. */
    public SourceFile unpacked(Container how) {
        return new SourceFile(path, size, announced, locator, validator, strong, how);
    }

    public boolean sizeIsKnown() {
        return size != UNKNOWN_SIZE;
    }
}
