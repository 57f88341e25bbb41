package dev.weighbridge.inventory;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The models that services are for, by name. {@link ServiceBindings} says which they are, and alone changes that. For many threads. */
@Component
public class ServedModels {

    private static final String FIRST = """
            select * from (
                select r.model_service_uuid, r.is_default, m.uuid, m.name, m.version_semver,
                    row_number() over (partition by r.model_service_uuid
                        order by case when m.uuid = :first then 0 else 1 end, m.name, m.uuid) as place,
                    count(*) over (partition by r.model_service_uuid) as total
                from model_service_ref r join model m on m.uuid = r.model_uuid
                where r.model_service_uuid in (:services) and (:all = true or m.account_uuid = :account or m.share_mode = 'Public')) shown
            where place <= :most order by model_service_uuid, place""";

    private final JdbcClient sql;

    ServedModels(JdbcClient sql) {
        this.sql = sql;
    }

    /** @param isDefault whether the model is run by the service when nobody says otherwise */
    public record Served(String uuid, String name, String versionSemver, boolean isDefault) {}

    /**
     * Some of the models of a service.
     *
     * @param total how many there are
     */
    public record Some(List<Served> models, long total) {}

    private record Row(String service, Served served, long total) {}

    /**
     * The models of each of these services, sorted by name; a service without any is not in the map. One statement, however many they are.
     *
     * @param seenBy the account that must see the models, null for all
     * @param first the uuid of a model that comes before all others, null for none
     * @param most how many of each service at most, because a service for everybody may have a million
     */
    @Transactional(readOnly = true)
    public Map<String, Some> of(Collection<String> serviceUuids, @Nullable String seenBy, @Nullable String first, int most) {
        if (serviceUuids.isEmpty()) {
            return Map.of();
        }
        Map<String, List<Row>> found = sql.sql(FIRST).param("services", serviceUuids).param("all", seenBy == null)
                .param("account", Objects.requireNonNullElse(seenBy, "")).param("first", Objects.requireNonNullElse(first, ""))
                .param("most", most)
                .query((row, number) -> new Row(row.getString("model_service_uuid"), new Served(row.getString("uuid"),
                        row.getString("name"), row.getString("version_semver"), row.getBoolean("is_default")), row.getLong("total")))
                .list().stream().collect(Collectors.groupingBy(Row::service));
        return found.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                one -> new Some(one.getValue().stream().map(Row::served).toList(), one.getValue().getFirst().total())));
    }
}
