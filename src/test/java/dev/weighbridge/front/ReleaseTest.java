package dev.weighbridge.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

import dev.weighbridge.zstack.DoorClient;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a node tells of its own making, which Maven has put beside its classes. */
class ReleaseTest {

    /** (licence) … (group:artifact:version - url) */
    private static final Pattern THIRD_PARTY = Pattern.compile("(?m)^ +\\(([^)]+)\\).*\\(([^:() ]+):([^: ]+):([^: ]+) - .*\\)$");

    private final DoorClient admin = DoorClient.admin();

    @Test
    void infoTellsVersionAndCommitAndNothingOfTheMachineThatBuiltIt() {
        JsonNode info = admin.get("/actuator/info").ok().json();
        assertThat(info.at("/build/version").asString()).matches("[0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?");
        assertThat(info.propertyNames()).isSubsetOf("build", "git");
        if (info.has("git")) {
            assertThat(info.at("/git/commit/id").asString()).matches("[0-9a-f]{7,40}");
            assertThat(info.at("/git").propertyNames()).containsOnly("commit");
        }
    }

    @Test
    void theBillOfMaterialsListsEveryLibraryWithItsLicence() throws IOException {
        JsonNode bill = admin.get("/actuator/sbom/application").ok().json();
        assertThat(bill.at("/bomFormat").asString()).isEqualTo("CycloneDX");
        assertThat(bill.at("/metadata").has("timestamp")).as("would differ from build to build").isFalse();
        Map<String, JsonNode> components = new TreeMap<>();
        bill.at("/components").forEach(one -> components
                .put(one.at("/group").asString() + ":" + one.at("/name").asString() + ":" + one.at("/version").asString(), one));
        assertThat(components.keySet()).anyMatch(name -> name.startsWith("com.github.kagkarlsson:db-scheduler:"))
                .noneMatch(name -> name.contains("junit") || name.contains("s3proxy"));
        assertThat(components.values())
                .allSatisfy(one -> assertThat(one.at("/licenses").size()).as(one.at("/name").asString()).isPositive());
        assertThat(thirdParties()).isEqualTo(new TreeSet<>(components.keySet()));
    }

    private static Set<String> thirdParties() throws IOException {
        try (var list = Objects.requireNonNull(ReleaseTest.class.getResourceAsStream("/META-INF/THIRD-PARTY.txt"))) {
            var names = new TreeSet<String>();
            THIRD_PARTY.matcher(new String(list.readAllBytes(), StandardCharsets.UTF_8)).results().forEach(one -> {
                assertThat(one.group(1)).isNotBlank().doesNotContain("Unknown");
                names.add(one.group(2) + ":" + one.group(3) + ":" + one.group(4));
            });
            return names;
        }
    }
}
