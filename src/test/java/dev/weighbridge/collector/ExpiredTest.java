package dev.weighbridge.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;

import dev.weighbridge.account.Accounts;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.ingestion.ApiJobs;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

class ExpiredTest {

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void sessionsAndJobsWhoseTimeIsOverAreForgottenAndOthersAreNot(TestDatabase database) {
        TestNode node = TestNode.shared(database);
        JdbcTemplate sql = node.bean(JdbcTemplate.class);
        var now = node.bean(Clock.class).instant().atOffset(ZoneOffset.UTC);
        String live = DigestUtils.sha256Hex(session(node));
        String past = DigestUtils.sha256Hex(session(node));
        sql.update("update account_session set expired_date = ? where uuid_sha256 = ?", now.minusSeconds(1), past);
        String young = job(node);
        String old = job(node);
        sql.update("update api_job set ended_at = ? where uuid = ?", now.minus(Duration.ofHours(3)).minusSeconds(1), old);

        node.bean(Expired.class).run();

        assertThat(sql.queryForList("select uuid_sha256 from account_session where uuid_sha256 in (?, ?)", String.class, live, past))
                .containsExactly(live);
        assertThat(sql.queryForList("select uuid from api_job where uuid in (?, ?)", String.class, young, old)).containsExactly(young);
    }

    private static String session(TestNode node) {
        return node.bean(Accounts.class).login("admin", DigestUtils.sha512Hex(TestNode.ADMIN_PASSWORD), "192.0.2.7").sessionUuid();
    }

    private static String job(TestNode node) {
        String uuid = ResourceUuid.random();
        node.bean(ApiJobs.class).recordEnded(uuid, null, null, 200, "{}");
        return uuid;
    }
}
