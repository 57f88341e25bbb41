package dev.weighbridge.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/** An S3 server in this JVM, on a socket of the loopback address. */
public final class S3Server {

    public static final String ACCESS_KEY = "weighbridge-tests";

    public static final String SECRET_KEY = "hush-7f3a9c-nobody-may-see-this";

    private static final AtomicInteger BUCKETS = new AtomicInteger();

    private final S3Proxy server;

    private final S3Backend backend;

    private S3Server(S3Proxy server, S3Backend backend) {
        this.server = server;
        this.backend = backend;
    }

    private static final class Shared {

        static final S3Server RUNNING = start();
    }

    /** One server for the whole test run; who wants peace takes a {@link #freshBucket}. */
    public static S3Server shared() {
        return Shared.RUNNING;
    }

    private static S3Server start() {
        try {
            var folder = new Properties();
            folder.setProperty("jclouds.filesystem.basedir", Files.createTempDirectory("weighbridge-s3").toString());
            var backend = new S3Backend(BlobStores.create("filesystem-nio2", folder));
            S3Proxy server = S3Proxy.builder().blobStore(backend).endpoint(URI.create("http://127.0.0.1:0"))
                    .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY).build();
            server.start();
            return new S3Server(server, backend);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** A name that no bucket has. */
    public static String freshBucket() {
        return "bucket-" + BUCKETS.incrementAndGet();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    /** What a node needs to keep its blobs in this bucket, {@code name=value}. */
    public List<String> properties(String bucket) {
        return List.of("weighbridge.store.type=s3", "weighbridge.store.s3.endpoint=" + url(), "weighbridge.store.s3.bucket=" + bucket,
                "weighbridge.store.s3.access-key=" + ACCESS_KEY, "weighbridge.store.s3.secret-key=" + SECRET_KEY);
    }

    S3Settings settings(String bucket) {
        return settings(url(), bucket);
    }

    static S3Settings settings(URI endpoint, String bucket) {
        return new S3Settings(endpoint.toString(), "us-east-1", bucket, ACCESS_KEY, SECRET_KEY, true);
    }

    S3Backend backend() {
        return backend;
    }

    /** Every write that any bucket took so far: {@code part <n> of <key>}, {@code object <key>}, {@code complete <key>}. */
    public List<String> taken() {
        return backend.taken();
    }

    /** All requests for bytes of objects so far, by nodes or by {@link #object}: {@code <key> bytes=<first>-<last>}. */
    public List<String> read() {
        return backend.read();
    }

    /** Refuses the next such write, once. */
    public void refuse(Predicate<String> write, int status, String code) {
        backend.refuse(write, status, code);
    }

    /** Puts an empty object into a bucket, past the store. */
    public void plant(String bucket, String key) {
        backend.putBlob(PutObjectRequest.builder().bucket(bucket).key(key).contentLength(0L).build(), InputStream.nullInputStream());
    }

    /** Puts an object into a bucket, in the place of what was there, past the store. */
    public void put(String bucket, String key, byte[] bytes) {
        backend.putBlob(PutObjectRequest.builder().bucket(bucket).key(key).contentLength((long) bytes.length).build(),
                new ByteArrayInputStream(bytes));
    }

    /** Takes an object out of a bucket, past the store. */
    public void remove(String bucket, String key) {
        backend.removeBlob(bucket, key);
    }

    /** Takes an empty bucket away, past the store. */
    public void removeBucket(String bucket) {
        backend.deleteContainer(bucket);
    }

    /** The names of all objects in a bucket, without the server's own notes. */
    public List<String> objects(String bucket) {
        return backend.list(bucket).contents().stream().map(S3Object::key).filter(key -> !key.startsWith(".s3proxy-")).toList();
    }

    /** The names of the objects that are being uploaded. */
    public List<String> uploads(String bucket) {
        return backend.listMultipartUploads(bucket).stream().map(MultipartUpload::key).toList();
    }

    /** Aborts all uploads, as a lifecycle rule does. */
    public void purgeUploads(String bucket) {
        try (var store = S3BlobStore.open(settings(bucket), S3Checks.usual(), S3Limits.usual())) {
            uploads(bucket).forEach(key -> store.delete(S3Key.uuid(key).orElseThrow()));
        }
    }

    /** An object's bytes. */
    public Optional<byte[]> object(String bucket, String key) throws IOException {
        if (!objects(bucket).contains(key)) {
            return Optional.empty();
        }
        try (var bytes = backend.getBlob(bucket, key)) {
            return Optional.of(bytes.readAllBytes());
        }
    }

    /** The name of a blob's object. */
    public static String key(String blobUuid) {
        return S3Key.blob(blobUuid);
    }
}
