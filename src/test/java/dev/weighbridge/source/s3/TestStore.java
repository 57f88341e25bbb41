package dev.weighbridge.source.s3;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.source.SourceAccess;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** An S3 server in this JVM, on a socket of the loopback address, with buckets that tests fill from behind. */
public final class TestStore {

    public static final String ACCESS_KEY = "weighbridge-reads";

    public static final String SECRET_KEY = "hush-51d0b2-nobody-may-see-this";

    private static final AtomicInteger BUCKETS = new AtomicInteger();

    private final S3Proxy server;

    private final Backend backend;

    private TestStore(S3Proxy server, Backend backend) {
        this.server = server;
        this.backend = backend;
    }

    /** What the server asks; it notes pages and reads, and refuses what it is told to. */
    private static final class Backend extends ForwardingBlobStore {

        private final List<String> pages = new CopyOnWriteArrayList<>();

        private final List<String> reads = new CopyOnWriteArrayList<>();

        private final Map<String, S3Exception> refusals = new ConcurrentHashMap<>();

        Backend(BlobStore real) {
            super(real);
        }

        @Override
        public ListObjectsV2Response list(ListObjectsV2Request request) {
            pages.add(request.bucket() + " " + request.prefix());
            return super.list(request);
        }

        @Override
        public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
            S3Exception refusal = refusals.get(request.key());
            if (refusal != null) {
                throw refusal;
            }
            reads.add(request.key() + " " + request.range());
            return super.getBlob(request);
        }
    }

    private static final class Shared {

        static final TestStore SIGNED = start(true);

        static final TestStore OPEN = start(false);
    }

    /** The server that takes only what is signed with {@link #ACCESS_KEY} and {@link #SECRET_KEY}. */
    public static TestStore signed() {
        return Shared.SIGNED;
    }

    /** The server that gives to everybody. */
    static TestStore open() {
        return Shared.OPEN;
    }

    private static TestStore start(boolean signed) {
        try {
            var folder = new Properties();
            folder.setProperty("jclouds.filesystem.basedir", Files.createTempDirectory("weighbridge-s3-source").toString());
            var backend = new Backend(BlobStores.create("filesystem-nio2", folder));
            S3Proxy.Builder builder = S3Proxy.builder().blobStore(backend).endpoint(URI.create("http://127.0.0.1:0"));
            S3Proxy server = (signed ? builder.awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY) : builder)
                    .build();
            server.start();
            return new TestStore(server, backend);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** What opens everything here. */
    static SourceAccess access() {
        return access(ACCESS_KEY, SECRET_KEY);
    }

    static SourceAccess access(String key, String secret) {
        return new SourceAccess(null, new SourceAccess.Login(key, secret), "127.0.0.1", null);
    }

    /** The name of a new, empty bucket. */
    public String bucket() {
        return bucket("models-" + BUCKETS.incrementAndGet());
    }

    String bucket(String name) {
        backend.createContainer(name);
        return name;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getPort();
    }

    ModelReference reference(String bucket, String key) {
        return ModelReference.of("s3://" + bucket + "/" + key, null).at(url());
    }

    /** Puts an object, in the place of what was there. */
    public void put(String bucket, String key, byte[] bytes) {
        put(PutObjectRequest.builder().bucket(bucket).key(key), bytes);
    }

    void put(PutObjectRequest.Builder object, byte[] bytes) {
        backend.putBlob(object.contentLength((long) bytes.length).build(), new ByteArrayInputStream(bytes));
    }

    void remove(String bucket, String key) {
        backend.removeBlob(bucket, key);
    }

    /** Refuses every read of objects of this key. */
    void refuse(String key, int status, String code) {
        var details = AwsErrorDetails.builder().errorCode(code).errorMessage("as told").build();
        backend.refusals.put(key, (S3Exception) S3Exception.builder().statusCode(status).awsErrorDetails(details).build());
    }

    /** Listings of this bucket so far. */
    long pages(String bucket) {
        return backend.pages.stream().filter(page -> page.startsWith(bucket + " ")).count();
    }

    /** All reads of this object so far, {@code <key> bytes=<first>-<last>}. */
    List<String> reads(String key) {
        return backend.reads.stream().filter(read -> read.startsWith(key + " ")).toList();
    }
}
