package dev.weighbridge.inventory;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Which uuids are those of committed models and datasets. For many threads. */
@Component
public class Committed {

    private static final int AT_ONCE = 500;

    private final JdbcClient sql;

    Committed(JdbcClient sql) {
        this.sql = sql;
    }

    /** Those of {@code uuids} that are no model's and no dataset's, in their order. */
    @Transactional(readOnly = true)
    public List<String> unknownOf(Collection<String> uuids) {
        List<String> all = List.copyOf(uuids);
        Set<String> known = new HashSet<>();
        for (int first = 0; first < all.size(); first += AT_ONCE) {
            known.addAll(sql.sql("select uuid from model where uuid in (:some) union all select uuid from dataset where uuid in (:some)")
                    .param("some", all.subList(first, Math.min(first + AT_ONCE, all.size()))).query(String.class).list());
        }
        return all.stream().filter(uuid -> !known.contains(uuid)).toList();
    }
}
