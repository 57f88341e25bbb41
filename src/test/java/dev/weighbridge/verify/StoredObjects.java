package dev.weighbridge.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.weighbridge.node.TestNode;
import dev.weighbridge.store.S3Server;

/** A node's objects, past its store: as a disk or a server damages them. */
interface StoredObjects {

    byte[] read(String blob) throws IOException;

    void write(String blob, byte[] bytes) throws IOException;

    void delete(String blob) throws IOException;

    boolean isThere(String blob) throws IOException;

    /** Turns one bit of an object over; what it was then, and is not any more. */
    default byte[] flip(String blob, int position) throws IOException {
        byte[] bytes = read(blob);
        bytes[position] ^= 1;
        write(blob, bytes);
        return bytes;
    }

    static StoredObjects inFolder(TestNode node) {
        return new InFolder(node.home());
    }

    static StoredObjects inBucket(String bucket) {
        return new InBucket(bucket);
    }

    /** In the folders of the local store. */
    record InFolder(Path home) implements StoredObjects {

        private Path path(String blob) {
            return home.resolve("blobs").resolve(blob.substring(0, 2)).resolve(blob);
        }

        @Override
        public byte[] read(String blob) throws IOException {
            return Files.readAllBytes(path(blob));
        }

        @Override
        public void write(String blob, byte[] bytes) throws IOException {
            Files.write(path(blob), bytes);
        }

        @Override
        public void delete(String blob) throws IOException {
            Files.delete(path(blob));
        }

        @Override
        public boolean isThere(String blob) {
            return Files.exists(path(blob));
        }
    }

    /** In a bucket of the server of this JVM. */
    record InBucket(String bucket) implements StoredObjects {

        @Override
        public byte[] read(String blob) throws IOException {
            return S3Server.shared().object(bucket, S3Server.key(blob)).orElseThrow();
        }

        @Override
        public void write(String blob, byte[] bytes) {
            S3Server.shared().put(bucket, S3Server.key(blob), bytes);
        }

        @Override
        public void delete(String blob) {
            S3Server.shared().remove(bucket, S3Server.key(blob));
        }

        @Override
        public boolean isThere(String blob) {
            return S3Server.shared().objects(bucket).contains(S3Server.key(blob));
        }
    }
}
