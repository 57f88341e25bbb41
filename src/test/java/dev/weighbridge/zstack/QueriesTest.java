package dev.weighbridge.zstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 6 of the wire contract, on every database, over five model centres. */
@ParameterizedClass
@EnumSource
class QueriesTest {

    private static final String CENTERS = "/zstack/v1/ai/model-centers";

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    /** What the five have in common and no other centre of the shared node has, by database. */
    private static final Map<TestDatabase, String> MARKS = new EnumMap<>(TestDatabase.class);

    private final TestNode node;

    private final DoorClient admin;

    private final String mark;

    QueriesTest(TestDatabase database) {
        node = TestNode.shared(database);
        admin = DoorClient.admin(node);
        mark = MARKS.computeIfAbsent(database, any -> addCentres());
    }

    private String addCentres() {
        String common = UUID.randomUUID().toString();
        add(common, "Alpha", 1, ",\"description\":\"first 100%\"");
        add(common, "beta", 2, ",\"description\":\"second_one\"");
        add(common, "gamma", 3, ",\"description\":\"a\\\\b\"");
        add(common, "Delta", 10, "");
        add(common, "a!=b", 20, "");
        return common;
    }

    private void add(String common, String name, int port, String more) {
        admin.post(CENTERS, "{\"param\":{\"name\":\"" + name + "\",\"containerNetwork\":\"" + common
                + "\",\"url\":\"/a\",\"managementIp\":\"10.0.0.1\",\"managementPort\":" + port + more + "}}").ok();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private DoorClient.Reply query(String parameters) {
        return admin.get(CENTERS + "?q=containerNetwork=" + mark + "&" + parameters);
    }

    private List<String> names(String... conditions) {
        var parameters = new StringBuilder();
        for (String condition : conditions) {
            parameters.append("q=").append(encoded(condition)).append('&');
        }
        return namesIn(query(parameters.toString()));
    }

    private static List<String> namesIn(DoorClient.Reply reply) {
        return reply.ok().at("/inventories").valueStream().map(inventory -> inventory.get("name").asString()).toList();
    }

    @Test
    void equalityIgnoresCase() {
        assertThat(names("name=ALPHA")).containsExactly("Alpha");
        assertThat(names("name!=ALPHA")).containsExactly("beta", "gamma", "Delta", "a!=b");
    }

    @Test
    void valuesAreTakenVerbatimAndNamesAreTrimmed() {
        assertThat(names(" name =Alpha")).containsExactly("Alpha");
        assertThat(names("name= Alpha")).isEmpty();
    }

    @Test
    void numbersAreComparedAsNumbers() {
        assertThat(names("managementPort>2")).containsExactly("gamma", "Delta", "a!=b");
        assertThat(names("managementPort>=3", "managementPort<20")).containsExactly("gamma", "Delta");
        assertThat(names("managementPort<=2")).containsExactly("Alpha", "beta");
        assertThat(names("managementPort?=1,10")).containsExactly("Alpha", "Delta");
        assertThat(names("managementPort!?=1,2,3")).containsExactly("Delta", "a!=b");
    }

    @Test
    void aComparisonNeedsNoPercentEncoding() {
        var reply = DoorClient.raw(node, "GET /zstack/v1/ai/model-centers?q=managementPort>10&q=containerNetwork=" + mark + " HTTP/1.1",
                admin);
        assertThat(reply).startsWith("HTTP/1.1 200").contains("\"a!=b\"").doesNotContain("Alpha");
    }

    @Test
    void conditionsAreJoinedByAnd() {
        assertThat(names("name~=%a", "managementPort>1")).containsExactly("beta", "gamma", "Delta");
    }

    @Test
    void likeKnowsPercentAndUnderscoreAndIgnoresCase() {
        assertThat(names("name~=%ELT%")).containsExactly("Delta");
        assertThat(names("name~=_e%")).containsExactly("beta", "Delta");
        assertThat(names("name!~=%a%")).isEmpty();
        assertThat(names("description~=%100\\%")).containsExactly("Alpha");
        assertThat(names("description~=second\\_one")).containsExactly("beta");
    }

    @Test
    void aBackslashThatEscapesNothingIsABackslash() {
        assertThat(names("description~=a\\b")).containsExactly("gamma");
        assertThat(names("description~=%\\")).isEmpty();
    }

    @Test
    void listsIgnoreCase() {
        assertThat(names("name?=ALPHA,BETA,nothing")).containsExactly("Alpha", "beta");
        assertThat(names("name!?=alpha,BETA")).containsExactly("gamma", "Delta", "a!=b");
    }

    @Test
    void nullsFailEveryComparisonButTheirOwn() {
        assertThat(names("description is null")).containsExactly("Delta", "a!=b");
        assertThat(names("description not null")).containsExactly("Alpha", "beta", "gamma");
        assertThat(names("description!=x")).containsExactly("Alpha", "beta", "gamma");
        assertThat(names("description!?=x,y")).containsExactly("Alpha", "beta", "gamma");
        assertThat(names("description!~=x%")).containsExactly("Alpha", "beta", "gamma");
    }

    @Test
    void timesAreWholeSecondsInTheServersZone() {
        LocalDateTime now = LocalDateTime.now(ZoneId.systemDefault());
        assertThat(names("createDate>" + SECONDS.format(now.minusMinutes(10)), "createDate<=" + SECONDS.format(now.plusMinutes(1))))
                .hasSize(5);
        assertThat(names("createDate<" + SECONDS.format(now.minusMinutes(10)))).isEmpty();
        var second = LocalDateTime.parse(query("q=name=Alpha").text("/inventories/0/createDate"),
                DateTimeFormatter.ofPattern("MMM d, yyyy h:mm:ss a", Locale.ENGLISH));
        assertThat(names("name=Alpha", "createDate=" + SECONDS.format(second))).containsExactly("Alpha");
        assertThat(names("name=Alpha", "createDate!=" + SECONDS.format(second))).isEmpty();
        assertThat(names("name=Alpha", "createDate?=" + SECONDS.format(second))).containsExactly("Alpha");
        assertThat(names("name=Alpha", "createDate>" + SECONDS.format(second))).isEmpty();
    }

    @Test
    void theOperatorIsTheFirstOfTheSearchOrderAnywhere() {
        query("q=" + encoded("name~=a!=b")).failedWith("SYS.1000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "name like x", ""})
    void aConditionWithoutAnOperatorIsPlainText400(String condition) {
        assertThat(query("q=" + encoded(condition)).refusedWith(400).body())
                .startsWith("Invalid query parameter. The '" + condition + "' in the parameter[q] doesn't contain any query operator");
    }

    @ParameterizedTest
    @ValueSource(strings = {"q=colour=red", "q=accountUuid=x", "q=credentials=x", "q=models.colour=x", "q=colour.name=x",
            "q=models.accountUuid=x", "q=models.modelCenter.models.modelCenter.name=x", "sort=models.name", "fields=models.name",
            "sort=__systemTag__", "sort=colour",
            "sort=-accountUuid", "fields=name,colour", "q=1=1", "q=name;drop=x"})
    void anUnknownFieldIsAnInternalError(String parameters) {
        assertThat(query(parameters).failedWith("SYS.1000").text("/error/details"))
                .matches("inventory class\\[org\\.zstack\\.ai\\.entity\\.Model(Center)?Inventory] not having field\\[.*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"managementPort=many", "managementPort=", "managementPort?=1,,2", "createDate>yesterday",
            "createDate=2026-02-30 00:00:00",
            "managementPort~=1%"})
    void aValueThatDoesNotFitItsFieldIsAnInvalidArgument(String condition) {
        query("q=" + encoded(condition)).failedWith("SYS.1007");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name=' or '1'='1", "name=x\\' or 1 is null --", "name?=a'),('b", "name~=%'; drop table model_center; --"})
    void aValueIsNeverSql(String condition) {
        assertThat(names(condition)).isEmpty();
        assertThat(names()).hasSize(5);
    }

    @Test
    void sortingTakesASignOrNone() {
        assertThat(namesIn(query("sort=%2BmanagementPort"))).containsExactly("Alpha", "beta", "gamma", "Delta", "a!=b");
        assertThat(namesIn(query("sort=+managementPort&limit=1"))).containsExactly("Alpha");
        assertThat(namesIn(query("sort=managementPort&limit=1"))).containsExactly("Alpha");
        assertThat(namesIn(query("sort=-managementPort&limit=2"))).containsExactly("a!=b", "Delta");
    }

    @Test
    void limitAndStartCutThePage() {
        assertThat(namesIn(query("limit=2&start=1&sort=managementPort"))).containsExactly("beta", "gamma");
        assertThat(namesIn(query("start=5"))).isEmpty();
        assertThat(query("limit=0").ok().body()).isEqualTo("{\"inventories\":[],\"schema\":{}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=many", "limit=-1", "limit=1.5", "limit=10001", "limit=99999999999", "start=x", "start=-1", "count=maybe",
            "replyWithCount=2"})
    void aMalformedNumberOrFlagIsPlainText400(String parameters) {
        assertThat(query(parameters).refusedWith(400).body()).startsWith("Invalid query parameter.");
    }

    @Test
    void countAnswersOnlyTheTotal() {
        assertThat(query("count=true&q=name~=%25a").ok().json().propertyNames()).doesNotContain("inventories").contains("total");
        assertThat(query("count=true&q=name~=%25a").at("/total").asInt()).isEqualTo(4);
    }

    @Test
    void replyWithCountAddsTheTotalOfAllMatches() {
        var reply = query("replyWithCount=true&limit=1&q=name~=%25a").ok();
        assertThat(reply.at("/total").asInt()).isEqualTo(4);
        assertThat(reply.at("/inventories").size()).isEqualTo(1);
        assertThat(query("replyWithCount=true&q=name=nothing").at("/total").asInt(-1)).isZero();
        assertThat(query("limit=1").ok().json().has("total")).isFalse();
    }

    @Test
    void fieldsKeepOnlyTheirOwn() {
        var reply = query("fields=uuid,%20name&q=name=beta").ok();
        assertThat(reply.at("/inventories/0").propertyNames()).containsExactlyInAnyOrder("uuid", "name");
        assertThat(reply.json().get("schema").get("inventories[0]").asString()).isEqualTo("org.zstack.ai.entity.ModelCenterInventory");
    }

    @Test
    void groupByFilterNameAndUnknownParametersAreIgnored() {
        assertThat(namesIn(query("groupBy=name&filterName=x:y&colour=red&q=name=beta"))).containsExactly("beta");
    }

    @Test
    void aQueryByUuidFindsOneOrNoneAndIgnoresTheRest() {
        String uuid = query("q=name=beta").text("/inventories/0/uuid");
        assertThat(namesIn(admin.get(CENTERS + "/" + uuid + "?q=name=gamma&limit=0"))).containsExactly("beta");
        assertThat(admin.get(CENTERS + "/" + DoorClient.jobUuid()).ok().at("/inventories").isEmpty()).isTrue();
        assertThat(admin.get(CENTERS + "/nonsense").ok().at("/inventories").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"q=name=%00", "q=name=%zz", "q=%", "q=name=%ED%A0%80"})
    void anEscapeThatIsNoTextIsRefusedOrFindsNothing(String parameters) {
        assertThat(DoorClient.raw(node, "GET /zstack/v1/ai/model-centers?" + parameters + " HTTP/1.1", admin))
                .containsPattern("^HTTP/1.1 (400|200)");
    }
}
