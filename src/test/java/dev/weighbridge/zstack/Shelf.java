package dev.weighbridge.zstack;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import jakarta.persistence.EntityManagerFactory;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.inventory.NewModel;
import dev.weighbridge.inventory.WeighedModel;
import dev.weighbridge.node.TestNode;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;

/** Models and accounts put straight into a node's database, for what is asked of them afterwards. */
public record Shelf(TestNode node, DoorClient admin) {

    public static final String MODELS = "/zstack/v1/ai/models";

    public static final String CENTERS = "/zstack/v1/ai/model-centers";

    public static Shelf on(TestNode node) {
        return new Shelf(node, DoorClient.admin(node));
    }

    public OrdinaryAccount ordinary() {
        return OrdinaryAccount.on(node);
    }

    /** What a model is called, whose it is, and which tags it has. */
    public record Item(String name, String account, @Nullable String shareMode, List<String> systemTags, List<String> userTags,
            List<String> patterns) {

        public static Item of(String name) {
            return new Item(name, DoorClient.ADMIN_UUID, null, List.of(), List.of(), List.of());
        }

        public Item by(String owner) {
            return new Item(name, owner, shareMode, systemTags, userTags, patterns);
        }

        public Item shared() {
            return new Item(name, account, "Public", systemTags, userTags, patterns);
        }

        public Item tagged(List<String> system, List<String> user) {
            return new Item(name, account, shareMode, system, user, patterns);
        }

        public Item patterned(String... uuids) {
            return new Item(name, account, shareMode, systemTags, userTags, List.of(uuids));
        }
    }

    /** Its uuid. */
    public String put(String centre, Item item, Derivation... derived) {
        var given = new GivenFields(item.name, "/seeds/" + item.name, centre, null, null, null, null, null, null, null, null, null, null,
                null, item.shareMode, null, null, item.patterns, item.systemTags, item.userTags, null);
        var weighed = new WeighedModel("ab".repeat(32), 1, "1.0.0", null, List.of(derived), List.of(), List.of());
        String uuid = ResourceUuid.random();
        node.inTransaction(
                () -> node.bean(Inventory.class).add(new NewModel(uuid, item.account, "Custom", given, weighed, List.of())));
        return uuid;
    }

    /** A centre of admin's whose name nobody else uses; its uuid. */
    public String centre(String name) {
        return admin.post(CENTERS, DoorClient.centreBody(name, "/seeds")).ok().text("/inventory/uuid");
    }

    public static String name(String beginning) {
        return beginning + "-" + UUID.randomUUID();
    }

    /** The names in the answer to a query by these conditions. */
    public static List<String> names(DoorClient client, String path, String... conditions) {
        return client.get(path + "?" + query(conditions)).ok().at("/inventories").valueStream().map(row -> row.get("name").asString())
                .toList();
    }

    public static String query(String... conditions) {
        var parameters = new StringBuilder();
        for (String condition : conditions) {
            parameters.append("q=").append(URLEncoder.encode(condition, StandardCharsets.UTF_8)).append('&');
        }
        return parameters.toString();
    }

    /** How many statements Hibernate sends while {@code work} runs. */
    public long statements(Runnable work) {
        var statistics = node.bean(EntityManagerFactory.class).unwrap(SessionFactory.class).getStatistics();
        statistics.setStatisticsEnabled(true);
        long before = statistics.getPrepareStatementCount();
        work.run();
        long sent = statistics.getPrepareStatementCount() - before;
        statistics.setStatisticsEnabled(false);
        return sent;
    }
}
