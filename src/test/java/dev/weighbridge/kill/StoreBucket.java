package dev.weighbridge.kill;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import dev.weighbridge.store.S3Server;
import org.apache.commons.codec.digest.DigestUtils;

/** A bucket of the server in this JVM, which outlives the nodes that use it. */
public record StoreBucket(String name) implements NodeStore {

    private static final S3Server SERVER = S3Server.shared();

    public static StoreBucket fresh() {
        return new StoreBucket(S3Server.freshBucket());
    }

    @Override
    public List<String> properties() {
        List<String> properties = new ArrayList<>(SERVER.properties(name));
        properties.addAll(List.of("weighbridge.transfer.part-size=5MB", "weighbridge.transfer.memory=40MB"));
        return properties;
    }

    @Override
    public int partSize() {
        return 5 << 20;
    }

    @Override
    public int objectCount() {
        return blobs().size() + SERVER.uploads(name).size();
    }

    @Override
    public List<String> checksums() throws IOException {
        List<String> all = new ArrayList<>();
        for (String key : blobs()) {
            all.add(DigestUtils.sha256Hex(SERVER.object(name, key).orElseThrow()));
        }
        return all;
    }

    @Override
    public int manifestCount() {
        return SERVER.objects(name).size() - blobs().size();
    }

    /** The names of the objects of blobs. */
    List<String> blobs() {
        return SERVER.objects(name).stream().filter(key -> key.startsWith("blobs/")).toList();
    }

    /** Which stretches of this blob were asked for so far. */
    List<String> read(String blob) {
        return SERVER.read().stream().filter(request -> request.startsWith(S3Server.key(blob))).toList();
    }
}
