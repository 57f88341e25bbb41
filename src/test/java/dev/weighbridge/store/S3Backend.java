package dev.weighbridge.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** What a server writes to: it notes every write that it takes and refuses those that it is told to, each once. */
final class S3Backend extends ForwardingBlobStore {

    private final ConcurrentLinkedQueue<String> taken = new ConcurrentLinkedQueue<>();

    private final ConcurrentLinkedQueue<String> read = new ConcurrentLinkedQueue<>();

    private final List<Order> orders = new ArrayList<>();

    /** @param write {@code part <n> of <key>}, {@code object <key>} or {@code complete <key>}, as in {@link #taken} */
    record Order(Predicate<String> write, int status, String code, boolean afterwards) {}

    S3Backend(BlobStore real) {
        super(real);
    }

    /** Every write so far: {@code part <n> of <key>}, {@code object <key>}, {@code complete <key>}. */
    List<String> taken() {
        return List.copyOf(taken);
    }

    /** All requests for bytes of objects so far: {@code <key> bytes=<first>-<last>}. */
    List<String> read() {
        return List.copyOf(read);
    }

    /** Refuses the next write of this kind; the request reaches nothing. */
    synchronized void refuse(Predicate<String> write, int status, String code) {
        orders.add(new Order(write, status, code, false));
    }

    /** Lets the next write of this kind happen, and then answers as if it had not. */
    synchronized void forget(Predicate<String> write) {
        orders.add(new Order(write, 500, "InternalError", true));
    }

    /** A server that refuses in the middle of a body hangs up on who still sends it; this one hears him out. */
    private void refuseIfTold(String write, InputStream bytes) {
        Optional<Order> due = due(write, false);
        if (due.isPresent()) {
            try {
                bytes.transferTo(OutputStream.nullOutputStream());
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
            throw refusal(due.get());
        }
    }

    private void forgetIfTold(String write) {
        due(write, true).ifPresent(order -> {
            throw refusal(order);
        });
    }

    private synchronized Optional<Order> due(String write, boolean afterwards) {
        Optional<Order> due = orders.stream().filter(order -> order.afterwards() == afterwards && order.write().test(write)).findFirst();
        due.ifPresent(orders::remove);
        return due;
    }

    private static RuntimeException refusal(Order order) {
        var details = AwsErrorDetails.builder().errorCode(order.code()).errorMessage("as told").build();
        return S3Exception.builder().statusCode(order.status()).awsErrorDetails(details).build();
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
        read.add(request.key() + " " + request.range());
        return super.getBlob(request);
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream bytes) {
        String write = "object " + request.key();
        refuseIfTold(write, bytes);
        PutObjectResponse answer = super.putBlob(request, bytes);
        taken.add(write);
        forgetIfTold(write);
        return answer;
    }

    @Override
    public UploadPartResponse uploadMultipartPart(MultipartUpload upload, UploadPartRequest request, InputStream bytes) {
        String write = "part " + request.partNumber() + " of " + upload.blobName();
        refuseIfTold(write, bytes);
        UploadPartResponse answer = super.uploadMultipartPart(upload, request, bytes);
        taken.add(write);
        forgetIfTold(write);
        return answer;
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(MultipartUpload upload, CompleteMultipartUploadRequest request) {
        String write = "complete " + upload.blobName();
        refuseIfTold(write, InputStream.nullInputStream());
        CompleteMultipartUploadResponse answer = super.completeMultipartUpload(upload, request);
        taken.add(write);
        forgetIfTold(write);
        return answer;
    }
}
