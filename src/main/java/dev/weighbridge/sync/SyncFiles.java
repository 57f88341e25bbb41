package dev.weighbridge.sync;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.center.ModelCenter;
import dev.weighbridge.center.ModelCenters;
import dev.weighbridge.center.NewCenter;
import dev.weighbridge.sync.SyncPolicies.WrittenFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes policies of the files that the operator names, when the node starts. A file is known by its name: changed, it changes its policy; unchanged, it leaves
 * alone what was changed over the API since. A file that cannot be read is said in the log, and its policy stays as it is.
 */
@Component
final class SyncFiles implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(SyncFiles.class);

    /** A file's centre has no agent of ZStack's; the contract wants an address all the same. */
    private static final String AGENT = "127.0.0.1";

    private static final int AGENT_PORT = 5000;

    private final SyncProperties properties;

    private final SyncPolicies policies;

    private final ModelCenters centers;

    private final JdbcClient sql;

    private final TransactionTemplate transaction;

    SyncFiles(SyncProperties properties, SyncPolicies policies, ModelCenters centers, JdbcClient sql, TransactionTemplate transaction) {
        this.properties = properties;
        this.policies = policies;
        this.centers = centers;
        this.sql = sql;
        this.transaction = transaction;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        properties.files().stream().map(String::strip).filter(pattern -> !pattern.isEmpty()).flatMap(pattern -> named(pattern).stream())
                .forEach(this::take);
    }

    /** The files that a pattern names, sorted; only its last part may have {@code *}, {@code ?}, {@code [} and <code>{</code>. */
    private static List<Path> named(String pattern) {
        Path path = Path.of(pattern).toAbsolutePath();
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<
                Path> entries = Files.newDirectoryStream(Objects.requireNonNull(path.getParent()), path.getFileName().toString())) {
            entries.forEach(files::add);
        } catch (IOException unreadable) {
            LOG.error("The sync policies {} cannot be listed ({})", pattern, unreadable.toString());
        }
        if (files.isEmpty()) {
            LOG.warn("There is no file of the name {} that weighbridge.sync.files names", pattern);
        }
        return files.stream().sorted().toList();
    }

    private void take(Path path) {
        try {
            PolicyFile file = PolicyFile.read(path);
            var written = new WrittenFile(String.valueOf(path.getFileName()), file.sha256());
            try {
                keep(file, written);
            } catch (DuplicateKeyException another) {
                // Another node that starts now was faster.
                keep(file, written);
            }
        } catch (IngestionException refused) {
            LOG.error("{}", refused.getMessage());
        }
    }

    private void keep(PolicyFile file, WrittenFile written) {
        transaction.executeWithoutResult(status -> {
            Optional<SyncPolicy> known = policies.ofFile(written.name());
            if (known.isPresent() && policies.fileSha256(known.get().uuid()).equals(written.sha256())) {
                return;
            }
            String admin = sql.sql("select uuid from account where type = 'ADMIN' order by create_date, uuid limit 1").query(String.class)
                    .single();
            var given = new NewPolicy(file.name(), center(file.centre(), admin), file.enabled(), file.rules());
            SyncPolicy policy = known.map(one -> policies.change(one.uuid(), given, written))
                    .orElseGet(() -> policies.add(admin, true, given, written));
            LOG.info("The sync policy {} is as the file {} says", policy.uuid(), written.name());
        });
    }

    private String center(PolicyFile.Centre centre, String account) {
        Specification<ModelCenter> same = (center, query, is) -> is.and(is.equal(center.get("accountUuid"), account),
                is.equal(center.get("name"), centre.name()), is.equal(center.get("url"), centre.url()));
        return centers.query(same, Sort.by("createDate"), 0, 1).stream().findFirst()
                .orElseGet(() -> centers.add(account,
                        new NewCenter(null, centre.name(), centre.description(), centre.url(), centre.parameters(),
                                AGENT, AGENT_PORT, null, null, null, null, null, null)))
                .getUuid();
    }
}
