package dev.weighbridge.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import dev.weighbridge.artifact.ArtifactKind;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.ingestion.IngestionState;
import dev.weighbridge.ingestion.Ingestions;
import dev.weighbridge.ingestion.Origin;
import dev.weighbridge.inventory.ModelServices;
import dev.weighbridge.inventory.NewService;
import dev.weighbridge.inventory.ServiceFields;
import dev.weighbridge.inventory.tag.GivenPattern;
import dev.weighbridge.inventory.tag.TagPatterns;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import dev.weighbridge.source.http.FaultyHttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a request points to must be there, and the uuid that it asks for must be free. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class ReferencesTest {

    private static final String UNKNOWN = "00000000000040008000000000000000";

    private final TestNode node;

    private final Imports imports;

    ReferencesTest(TestDatabase database) {
        this.node = TestNode.shared(database);
        this.imports = new Imports(node);
    }

    @Test
    void aCentreThatIsNotThereIsNotFound() {
        refuses(new GivenJson().with("modelCenterUuid", UNKNOWN), FailureKind.NOT_FOUND, "field[modelCenterUuid]", UNKNOWN,
                "ModelCenterVO");
    }

    @Test
    void aServiceThatIsNotThereIsNotFound() {
        refuses(given().with("modelServiceUuids", List.of(UNKNOWN)), FailureKind.NOT_FOUND, "field[modelServiceUuids]", UNKNOWN);
        refuses(given().with("defaultModelServiceUuid", UNKNOWN), FailureKind.NOT_FOUND, "field[defaultModelServiceUuid]", UNKNOWN);
    }

    @Test
    void aTagPatternThatIsNotThereOrNotTheAccountsOrNotSimpleIsNotFound() {
        String simple = pattern("simple", "gpu");
        String withToken = pattern("withToken", "price::{amount}");
        References references = node.bean(References.class);
        references.check(ArtifactKind.MODEL, Imports.ADMIN, given().with("tagUuids", List.of(simple)).read());
        for (String uuid : List.of(UNKNOWN, withToken)) {
            assertThatThrownBy(
                    () -> references.check(ArtifactKind.MODEL, Imports.ADMIN, given().with("tagUuids", List.of(simple, uuid)).read()))
                    .isInstanceOfSatisfying(IngestionException.class,
                            refused -> assertThat(refused.kind()).isEqualTo(FailureKind.NOT_FOUND))
                    .message().contains("field[tagUuids]", uuid, "TagPatternVO");
        }
        assertThatThrownBy(() -> references.check(ArtifactKind.MODEL, UNKNOWN, given().with("tagUuids", List.of(simple)).read()))
                .isInstanceOf(IngestionException.class).message().contains(simple);
    }

    private String pattern(String type, String value) {
        return node.bean(TagPatterns.class).add(Imports.ADMIN, null, new GivenPattern("p", value, null, null, type)).getUuid();
    }

    @Test
    void aServiceIsNotThereForWhoMayNotSeeIt() {
        String admins = service(false);
        String everybodys = service(true);
        var references = node.bean(References.class);
        references.check(ArtifactKind.MODEL, Imports.ADMIN, given().with("modelServiceUuids", List.of(admins, everybodys)).read());
        references.check(ArtifactKind.MODEL, UNKNOWN, given().with("defaultModelServiceUuid", everybodys).read());
        assertThatThrownBy(() -> references.check(ArtifactKind.MODEL, UNKNOWN,
                given().with("modelServiceUuids", List.of(everybodys, admins)).read()))
                .isInstanceOfSatisfying(IngestionException.class, refused -> assertThat(refused.kind()).isEqualTo(FailureKind.NOT_FOUND))
                .hasMessageContaining(admins);
    }

    private String service(boolean system) {
        var fields = new ServiceFields("vllm", null, null, "a: 1", imports.center(), 1, 1L, null, null, "/s", "run", null, null, null, null,
                null, system, null, null, null, null, null, null, null);
        return node.bean(ModelServices.class).add(new NewService(null, Imports.ADMIN, fields, List.of())).getUuid();
    }

    @Test
    void aPlaceThatCannotBeReadIsInvalid() {
        refuses(given().with("installPath", "../up"), FailureKind.INVALID_REQUEST, "installPath", "..");
    }

    @Test
    void theUuidOfAModelIsUsed() {
        String uuid = ResourceUuid.random();
        Imports.file(node.models().resolve(uuid).resolve("a.bin"), 10, 1);
        Ingestion ended = node.bean(Ingestions.class).awaitEnd(accept(model(uuid, node.models().resolve(uuid).toString())),
                Imports.LONG);
        assertThat(ended.state()).as("%s", ended.failure()).isEqualTo(IngestionState.SUCCEEDED);

        refuses(given().with("resourceUuid", uuid), FailureKind.INVALID_REQUEST, "field[resourceUuid] is already in use");
    }

    @Test
    void theUuidOfAnOpenIngestionIsUsedUntilThatEndsWithoutAModel() {
        String uuid = ResourceUuid.random();
        try (FaultyHttpServer server = FaultyHttpServer.start()) {
            server.file("/later.bin", new byte[] {1}).refuseAlways(429, "Retry-After", "3600");
            String ingestion = accept(model(uuid, server.url("/later.bin").toString()));
            refuses(given().with("resourceUuid", uuid), FailureKind.INVALID_REQUEST, "field[resourceUuid] is already in use");

            node.bean(Ingestions.class).cancel(ingestion);
            assertThat(node.bean(Ingestions.class).awaitEnd(ingestion, Imports.LONG).state()).isEqualTo(IngestionState.CANCELLED);
        }
        node.bean(References.class).check(ArtifactKind.MODEL, Imports.ADMIN, given().with("resourceUuid", uuid).read());
    }

    @Test
    void aRefusedRequestLeavesNothing() {
        var call = new ApiCall(ResourceUuid.random(), null, null);
        var request = new ModelRequest(Imports.ADMIN, Origin.API, given().with("tagUuids", List.of(UNKNOWN)).read(), null, call);
        RequestIntake intake = node.bean(RequestIntake.class);
        assertThatThrownBy(() -> intake.accept(request)).isInstanceOf(IngestionException.class);
        // Its job's uuid is free, and no equal request is open.
        GivenFields corrected = given().with("installPath", "/not-allowed").read();
        assertThat(intake.accept(new ModelRequest(Imports.ADMIN, Origin.API, corrected, null, call)).joined()).isFalse();
    }

    private GivenJson given() {
        return new GivenJson().with("modelCenterUuid", imports.center());
    }

    private GivenFields model(String uuid, String installPath) {
        return given().with("name", "m-" + uuid).with("resourceUuid", uuid).with("installPath", installPath).read();
    }

    private String accept(GivenFields given) {
        return node.bean(RequestIntake.class).accept(new ModelRequest(Imports.ADMIN, Origin.API, given, null, null)).ingestionUuid();
    }

    private void refuses(GivenJson given, FailureKind kind, String... words) {
        assertThatThrownBy(() -> node.bean(References.class).check(ArtifactKind.MODEL, Imports.ADMIN, given.read()))
                .isInstanceOfSatisfying(IngestionException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(kind))
                .message().startsWith("Could not ").contains(words);
    }
}
