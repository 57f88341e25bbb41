package dev.weighbridge.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.store.S3Checks.Checksum;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which checksum goes with a part, and that a part that is damaged on the way is noticed by it. */
class S3ChecksTest {

    private static final int PART = S3BlobStore.SMALLEST_PART;

    private final S3Server server = S3Server.shared();

    private final String bucket = S3Server.freshBucket();

    private final String uuid = ResourceUuid.random();

    private final byte[] content = new byte[PART];

    private final List<Duration> pauses = new ArrayList<>();

    private final FaultyWire wire = FaultyWire.to(server.url());

    S3ChecksTest() {
        new Random(8).nextBytes(content);
    }

    @AfterEach
    void cut() throws IOException {
        wire.close();
    }

    /** As a server answers that does not know this checksum. */
    private static String withoutCrc32c(String answer) {
        return answer.replaceAll("(?i)x-amz-checksum-crc32c:", "x-amz-hidden-4-crc32c:");
    }

    private S3BlobStore store(Checksum checksum, boolean signPayload) {
        return S3BlobStore.open(S3Server.settings(wire.url(), bucket), new S3Checks(checksum, signPayload),
                new S3Limits(Duration.ofSeconds(5), Duration.ofSeconds(5), pauses::add));
    }

    private void putParts(S3BlobStore store, int count) {
        try (BlobUpload upload = store.create(uuid, BlobShape.MANY_PARTS)) {
            List<String> receipts = new ArrayList<>();
            for (int part = 0; part < count; part++) {
                receipts.add(upload.put(UploadPart.of(part + 1, (long) part * PART, content, PART)));
            }
            upload.complete((long) count * PART, receipts);
        }
    }

    private void putWhole(S3BlobStore store) {
        try (BlobUpload upload = store.create(uuid, BlobShape.ONE_PART)) {
            upload.complete(PART, List.of(upload.put(UploadPart.of(1, 0, content, PART))));
        }
    }

    /** The requests that put the blob's bytes. */
    private List<String> puts() {
        return wire.puts().stream().filter(head -> head.contains(uuid)).toList();
    }

    private String md5() {
        return "Content-MD5: " + Base64.getEncoder().encodeToString(DigestUtils.md5(content));
    }

    @Test
    void noMd5IsComputedForAServerThatVerifiesCrc32c() {
        try (S3BlobStore store = store(Checksum.AUTO, false)) {
            putParts(store, 3);
        }
        assertThat(puts()).hasSize(3)
                .allSatisfy(head -> assertThat(head).contains("x-amz-checksum-crc32c: ").doesNotContain("Content-MD5"));
    }

    @Test
    void anMd5GoesWithEveryPartAfterTheFirstToAServerThatDoesNotVerifyCrc32c() {
        wire.edit(S3ChecksTest::withoutCrc32c);
        try (S3BlobStore store = store(Checksum.AUTO, false)) {
            putParts(store, 3);
        }
        assertThat(puts()).hasSize(3);
        assertThat(puts().getFirst()).as("its ETag was its MD5, which is as good").doesNotContain("Content-MD5");
        assertThat(puts().subList(1, 3)).allSatisfy(head -> assertThat(head).contains(md5()));
    }

    @Test
    void theFirstPartIsPutAgainWithAnMd5WhereItsEtagIsNone() throws IOException {
        wire.edit(answer -> withoutCrc32c(answer).replaceAll("(?i)(etag: *\"?)[0-9a-f]{8}", "$100000000"));
        try (S3BlobStore store = store(Checksum.AUTO, false)) {
            putWhole(store);
        }
        assertThat(puts()).hasSize(2);
        assertThat(puts().getFirst()).contains("If-None-Match: *").doesNotContain("Content-MD5");
        assertThat(puts().getLast()).contains(md5()).doesNotContain("If-None-Match");
        assertThat(server.object(bucket, S3Server.key(uuid))).hasValue(content);
        assertThat(pauses).isEmpty();
    }

    @Test
    void anotherChecksumThanWasSentIsNoProof() throws IOException {
        var once = new boolean[1];
        wire.edit(answer -> {
            boolean isFirst = !once[0] && answer.contains("x-amz-checksum-crc32c:");
            once[0] |= isFirst;
            return isFirst ? answer.replaceAll("(x-amz-checksum-crc32c: *)....", "$1AAAA") : answer;
        });
        try (S3BlobStore store = store(Checksum.AUTO, false)) {
            putParts(store, 1);
        }
        assertThat(puts()).hasSize(2);
        assertThat(server.object(bucket, S3Server.key(uuid))).hasValue(content);
    }

    @ParameterizedTest
    @EnumSource
    void sendsWhatTheOperatorWants(Checksum checksum) {
        wire.edit(S3ChecksTest::withoutCrc32c);
        try (S3BlobStore store = store(checksum, false)) {
            putParts(store, 2);
        }
        boolean wantsCrc32c = checksum == Checksum.AUTO || checksum == Checksum.CRC32C;
        boolean wantsMd5 = checksum == Checksum.AUTO || checksum == Checksum.MD5;
        assertThat(puts().getLast().contains("x-amz-checksum-crc32c: ")).isEqualTo(wantsCrc32c);
        assertThat(puts().getLast().contains("Content-MD5: ")).isEqualTo(wantsMd5);
    }

    @ParameterizedTest
    @CsvSource({"AUTO,false", "CRC32C,false", "MD5,false", "NONE,true"})
    void whatIsDamagedOnTheWayIsSentAgain(Checksum checksum, boolean signPayload) throws IOException {
        try (S3BlobStore store = store(checksum, signPayload)) {
            wire.damageAfter(PART / 2, 1);
            putParts(store, 1);
        }
        assertThat(puts()).hasSize(2);
        assertThat(pauses).hasSize(1);
        assertThat(server.object(bucket, S3Server.key(uuid))).hasValue(content);
    }

    @Test
    void whatIsDamagedOnTheWayIsKeptWhereNothingIsToBeChecked() throws IOException {
        try (S3BlobStore store = store(Checksum.NONE, false)) {
            wire.damageAfter(PART / 2, 1);
            putParts(store, 1);
        }
        assertThat(server.object(bucket, S3Server.key(uuid)).orElseThrow()).hasSize(PART).isNotEqualTo(content);
    }

    @Test
    void signsTheBytesWhereTheServerWantsIt() throws IOException {
        try (S3BlobStore store = store(Checksum.AUTO, true)) {
            putParts(store, 2);
        }
        assertThat(puts()).hasSize(2)
                .allSatisfy(head -> assertThat(head).contains("x-amz-content-sha256: " + DigestUtils.sha256Hex(content))
                        .contains("Authorization: AWS4-HMAC-SHA256 ").contains("x-amz-checksum-crc32c: ")
                        .doesNotContain("X-Amz-Signature"));
        assertThat(server.object(bucket, S3Server.key(uuid)).orElseThrow()).startsWith(content).endsWith(content);
    }
}
