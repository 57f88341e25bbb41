package dev.weighbridge.store;

import java.net.URI;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.minio.GetPresignedObjectUrlArgs;
import io.minio.Http;
import io.minio.MinioAsyncClient;
import io.minio.Signer;
import io.minio.errors.MinioException;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

/** Signs requests that the library does not send: their URL, or, where the bytes themselves are to be signed, their headers. For many threads. */
final class S3Signatures {

    private static final String CONTENT = "x-amz-content-sha256";

    static final String DATE = "X-Amz-Date";

    private final MinioAsyncClient client;

    private final S3Settings settings;

    private final boolean signPayload;

    S3Signatures(MinioAsyncClient client, S3Settings settings, boolean signPayload) {
        this.client = client;
        this.settings = settings;
        this.signPayload = signPayload;
    }

    /**
     * A request that may be sent within the hour.
     *
     * @param date when it was signed, as S3 writes it
     */
    record Signed(URI url, Map<String, String> headers, String date) {}

    /** Whether the server refuses bytes that are not those that were signed. */
    boolean coverBytes() {
        return signPayload;
    }

    /** @param headers those that are to be signed */
    Signed put(String key, Map<String, String> query, Map<String, String> headers, UploadPart part) {
        Map<String, String> all = new HashMap<>(headers);
        HttpUrl url = presigned(Http.Method.PUT, key, query, headers);
        if (signPayload) {
            return withPayload(url, all, sha256(part));
        }
        all.put(CONTENT, "UNSIGNED-PAYLOAD");
        return new Signed(url.uri(), all, date(url));
    }

    HttpUrl get(String key, Map<String, String> query) {
        return presigned(Http.Method.GET, key, query, Map.of());
    }

    private HttpUrl presigned(Http.Method method, String key, Map<String, String> query, Map<String, String> headers) {
        try {
            return HttpUrl.get(client.getPresignedObjectUrl(GetPresignedObjectUrlArgs.builder().bucket(settings.bucketName()).object(key)
                    .method(method).expiry(1, TimeUnit.HOURS).extraQueryParams(query).extraHeaders(headers).build()));
        } catch (MinioException unsigned) {
            throw unsigned(unsigned);
        }
    }

    private static IllegalStateException unsigned(MinioException failed) {
        return new IllegalStateException("a request to the store could not be signed", failed);
    }

    /** A presigned URL leaves no room for the bytes' digest: what it says of place and time is signed anew, as headers. */
    private Signed withPayload(HttpUrl presigned, Map<String, String> headers, String sha256) {
        HttpUrl.Builder bare = presigned.newBuilder();
        presigned.queryParameterNames().stream().filter(name -> name.startsWith("X-Amz-")).forEach(bare::removeAllQueryParameters);
        HttpUrl url = bare.build();
        headers.put(CONTENT, sha256);
        headers.put(DATE, date(presigned));
        var request = new Request.Builder().url(url).put(RequestBody.EMPTY).header("Host", url.uri().getRawAuthority());
        headers.forEach(request::header);
        try {
            Request signed = Signer.signV4S3(request.build(), settings.region(), settings.key(), settings.secret(), sha256);
            headers.put("Authorization", String.valueOf(signed.header("Authorization")));
        } catch (MinioException unsigned) {
            throw unsigned(unsigned);
        }
        return new Signed(url.uri(), headers, date(presigned));
    }

    private static String date(HttpUrl presigned) {
        return String.valueOf(presigned.queryParameter(DATE));
    }

    private static String sha256(UploadPart part) {
        MessageDigest sha256 = DigestUtils.getSha256Digest();
        sha256.update(part.bytes(), 0, part.length());
        return Hex.encodeHexString(sha256.digest());
    }
}
