package dev.weighbridge.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;

import dev.weighbridge.node.HandClock;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.secret.SecretBox;
import dev.weighbridge.secret.TestSecrets;
import dev.weighbridge.zstack.DoorClient;
import org.junit.jupiter.api.Test;

/** A signed call that somebody has seen is good for a quarter of an hour, as ZStack's is, and then for nothing: decision 0100. */
class ReplaysTest {

    private static final String PATH = "/v1/ai/models";

    private final TestNode node = TestNode.shared(TestDatabase.H2);

    private final HandClock time = new HandClock(Instant.parse("2026-11-23T16:33:24Z"));

    private final Signatures signatures = new Signatures(node.bean(KeyRows.class), node.bean(SecretBox.class), time.clock());

    private final SignedCall seen = signed();

    private static SignedCall signed() {
        var key = DoorClient.admin().post("/zstack/v1/accesskeys", "{\"params\":{}}").ok();
        String date = "Mon, 23 Nov 2026 16:33:24 UTC";
        String signature = new SignedCall("GET", PATH, date, "")
                .signature(TestSecrets.keep("an access key", key.text("/inventory/AccessKeySecret")));
        return new SignedCall("GET", PATH, date, key.text("/inventory/AccessKeyID") + ":" + signature);
    }

    @Test
    void aSignedCallIsGoodAgainForAQuarterOfAnHour() {
        for (Duration later : new Duration[] {Duration.ZERO, Duration.ofSeconds(1), Duration.ofMinutes(14), Duration.ofSeconds(59)}) {
            time.advance(later);
            assertThat(signatures.callerOf(seen).accountUuid()).isEqualTo(DoorClient.ADMIN_UUID);
        }
    }

    @Test
    void afterThatItIsRefused() {
        time.advance(Duration.ofMinutes(15));
        signatures.callerOf(seen);
        time.advance(Duration.ofSeconds(1));
        assertThatExceptionOfType(SignatureException.class).isThrownBy(() -> signatures.callerOf(seen)).withMessage("requestTimeTooSkewed");
        time.advance(Duration.ofDays(365));
        assertThatExceptionOfType(SignatureException.class).isThrownBy(() -> signatures.callerOf(seen)).withMessage("requestTimeTooSkewed");
    }

    /** Whoever has seen it cannot make it younger, nor call anything else with it. */
    @Test
    void itIsGoodForNothingElse() {
        String young = "Mon, 23 Nov 2026 16:40:00 UTC";
        for (SignedCall other : new SignedCall[] {new SignedCall("DELETE", PATH, seen.date(), seen.credentials()),
                new SignedCall("GET", "/v1/accounts", seen.date(), seen.credentials()),
                new SignedCall("GET", PATH, young, seen.credentials())}) {
            assertThatExceptionOfType(SignatureException.class).isThrownBy(() -> signatures.callerOf(other))
                    .withMessage("wrong accessKey signature");
        }
    }
}
