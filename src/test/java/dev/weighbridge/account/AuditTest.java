package dev.weighbridge.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

import javax.sql.DataSource;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.artifact.Stretch;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.method.HandlerMethod;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class AuditTest {

    private static final Instant NOON = Instant.parse("2020-11-24T12:00:00Z");

    private final TestNode node;

    /** Rows of this test only have it. */
    private final String account = ResourceUuid.random();

    AuditTest(TestDatabase database) {
        node = TestNode.shared(database);
    }

    @Test
    void aLineIsThereBeforeTheCallIsCarriedOutAndTellsItsEnd() {
        Audit audit = at(NOON);
        String row = audit.begin("192.0.2.1", "POST /zstack/v1/ai/models");
        assertThat(outcome(row)).isEqualTo("STARTED");
        audit.end(row, new Caller(account, false, "user", "key"), "resource", AuditEntry.Outcome.FAILED, "SYS.1007");
        assertThat(find(null, Set.of())).containsExactly(new AuditEntry(NOON, account, "user", "key", "192.0.2.1",
                "POST /zstack/v1/ai/models", "resource", AuditEntry.Outcome.FAILED, "SYS.1007"));
    }

    @Test
    void whatIsTooLongIsCutAndWhatCannotBeSeenIsMadeVisible() {
        Audit audit = at(NOON);
        String row = audit.begin("192.0.2.1", "POST /x\r\nforged line\u202e\u0000");
        audit.end(row, caller(), "\ud83d\ude00".repeat(200), AuditEntry.Outcome.SUCCEEDED, null);
        AuditEntry line = find(null, Set.of()).getFirst();
        assertThat(line.api()).isEqualTo("POST /x??forged line??");
        assertThat(line.resource()).hasSizeLessThanOrEqualTo(255).startsWith("\ud83d\ude00").endsWith("\u2026");
    }

    @Test
    void isFilteredSortedAndShownInStretches() {
        Audit audit = at(NOON);
        audit.end(audit.begin("192.0.2.1", "POST /a%b"), caller(), null, AuditEntry.Outcome.SUCCEEDED, null);
        Audit later = at(NOON.plusSeconds(60));
        later.end(later.begin("192.0.2.2", "DELETE /ab"), caller(), null, AuditEntry.Outcome.FAILED, "HTTP 400");

        assertThat(find("post /A%", Set.of())).extracting(AuditEntry::api).containsExactly("POST /a%b");
        assertThat(find(null, Set.of(AuditEntry.Outcome.FAILED, AuditEntry.Outcome.STARTED))).extracting(AuditEntry::api)
                .containsExactly("DELETE /ab");
        var since = new Audit.Filter(account, null, Set.of(), NOON.plusSeconds(60), null);
        assertThat(audit.find(since, Audit.By.HAPPENED, true, new Stretch(10, 0))).hasSize(1);
        var until = new Audit.Filter(account, null, Set.of(), null, NOON.plusSeconds(60));
        assertThat(audit.count(until)).isEqualTo(1);
        var all = new Audit.Filter(account, null, Set.of(), null, null);
        assertThat(audit.find(all, Audit.By.HAPPENED, true, new Stretch(1, 0))).extracting(AuditEntry::api).containsExactly("DELETE /ab");
        assertThat(audit.find(all, Audit.By.HAPPENED, true, new Stretch(1, 1))).extracting(AuditEntry::api).containsExactly("POST /a%b");
        assertThat(audit.find(all, Audit.By.ADDRESS, false, new Stretch(10, 0))).extracting(AuditEntry::address)
                .containsExactly("192.0.2.1", "192.0.2.2");
    }

    @Test
    void forgetsWhatWasKeptForLongEnough() {
        Audit audit = at(NOON);
        audit.end(audit.begin("192.0.2.1", "POST /old"), caller(), null, AuditEntry.Outcome.SUCCEEDED, null);
        at(NOON.plus(Duration.ofDays(180))).sweep();
        assertThat(find(null, Set.of())).hasSize(1);
        at(NOON.plus(Duration.ofDays(180)).plusSeconds(1)).sweep();
        assertThat(find(null, Set.of())).isEmpty();
    }

    @Test
    void whatCannotBeTakenDownIsNotDoneAndReadsPassBy() throws Exception {
        var meters = new SimpleMeterRegistry();
        var trail = new AuditTrail(on(unreachable(), NOON), meters);
        var handler = new HandlerMethod(this, "toString");
        assertThatExceptionOfType(IngestionException.class)
                .isThrownBy(() -> trail.preHandle(new MockHttpServletRequest("POST", "/x"), new MockHttpServletResponse(), handler))
                .returns(FailureKind.INTERNAL, IngestionException::kind).withMessageContaining("nothing was done");
        assertThat(meters.get("weighbridge.audit.missed").tag("what", "begin").counter().count()).isEqualTo(1);
        assertThat(trail.preHandle(new MockHttpServletRequest("GET", "/x"), new MockHttpServletResponse(), handler)).isTrue();
    }

    @Test
    void anEndThatCannotBeTakenDownIsCountedAndStaysStarted() throws Exception {
        var meters = new SimpleMeterRegistry();
        var request = new MockHttpServletRequest("POST", "/x");
        var handler = new HandlerMethod(this, "toString");
        new AuditTrail(at(NOON), meters).preHandle(request, new MockHttpServletResponse(), handler);
        new AuditTrail(on(unreachable(), NOON), meters).afterCompletion(request, new MockHttpServletResponse(), handler, null);
        assertThat(meters.get("weighbridge.audit.missed").tag("what", "end").counter().count()).isEqualTo(1);
    }

    private List<AuditEntry> find(@Nullable String api, Set<AuditEntry.Outcome> outcomes) {
        return at(NOON).find(new Audit.Filter(account, api, outcomes, null, null), Audit.By.HAPPENED, false, new Stretch(100, 0));
    }

    private String outcome(String row) {
        return String.valueOf(node.bean(NamedParameterJdbcTemplate.class).getJdbcTemplate()
                .queryForObject("select outcome from audit where uuid = ?", String.class, row));
    }

    private Caller caller() {
        return new Caller(account, false, account);
    }

    private Audit at(Instant time) {
        return on(node.bean(DataSource.class), time);
    }

    private static Audit on(DataSource database, Instant time) {
        return new Audit(new NamedParameterJdbcTemplate(database), new AuditProperties(Duration.ofDays(180)),
                Clock.fixed(time, ZoneOffset.UTC));
    }

    private static DataSource unreachable() {
        return new DriverManagerDataSource("jdbc:h2:tcp://127.0.0.1:1/nothing;IFEXISTS=TRUE", "sa", "");
    }
}
