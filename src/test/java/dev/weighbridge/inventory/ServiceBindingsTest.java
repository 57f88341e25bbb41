package dev.weighbridge.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.request.Removals;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Which models are for which services, whoever comes and goes. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class ServiceBindingsTest {

    private final TestNode node;

    private final Inventory inventory;

    private final ModelServices services;

    private final ServiceBindings bindings;

    private final String center;

    ServiceBindingsTest(TestDatabase database) {
        node = TestNode.shared(database);
        inventory = node.bean(Inventory.class);
        services = node.bean(ModelServices.class);
        bindings = node.bean(ServiceBindings.class);
        center = NewModels.centerOn(node);
    }

    @Test
    void aModelIsBoundToTheServicesThatItsRequestNamedAndTheDefaultIsAmongThem() {
        String one = service();
        String two = service();
        String model = add(List.of(one, one), two);
        assertThat(refs(model)).extracting(ModelServiceRef::getModelServiceUuid)
                .containsExactly(two, one);
        assertThat(defaultsOf(model)).containsExactly(two);
        assertThat(inventory.findings(model)).extracting(Found::sentence).containsExactly("It is code.", "Something is odd.");
    }

    @Test
    void aServiceThatWasDeletedSinceTheRequestIsAFindingAndNoFailure() {
        String there = service();
        String gone = service();
        services.delete(gone);
        String model = add(List.of(gone, there), gone);
        assertThat(servicesOf(model)).containsExactly(there);
        assertThat(defaultsOf(model)).isEmpty();
        assertThat(inventory.findings(model)).last().extracting(Found::sentence).asString().contains("model service " + gone);
    }

    @Test
    void theDefaultMovesAndTheFormerStaysBound() {
        String one = service();
        String two = service();
        String model = add(List.of(one), one);
        bindings.setDefault(model, two);
        bindings.setDefault(model, two);
        assertThat(defaultsOf(model)).containsExactly(two);
        assertThat(servicesOf(model)).containsExactlyInAnyOrder(one, two);
        bindings.setDefault(model, one);
        assertThat(defaultsOf(model)).containsExactly(one);
        bindings.clearDefault(model);
        bindings.clearDefault(model);
        assertThat(defaultsOf(model)).isEmpty();
        assertThat(servicesOf(model)).containsExactlyInAnyOrder(one, two);
    }

    @Test
    void theDatabaseLetsNoModelHaveTwoDefaults() {
        String model = add(List.of(service()), service());
        var sql = node.bean(JdbcTemplate.class);
        assertThatExceptionOfType(DataIntegrityViolationException.class).isThrownBy(
                () -> sql.update("update model_service_ref set default_of = model_uuid, is_default = true where model_uuid = ?", model));
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> sql.update("update model_service_ref set is_default = true where model_uuid = ?", model));
    }

    @Test
    void bindingTwiceIsBindingOnceAndUnbindingToo() {
        String model = add(null, null);
        String service = service();
        bindings.bind(model, service);
        String ref = refs(model).getFirst().getUuid();
        bindings.bind(model, service);
        assertThat(refs(model)).singleElement().returns(ref, ModelServiceRef::getUuid)
                .returns(false, ModelServiceRef::isDefault);
        bindings.unbind(model, service);
        bindings.unbind(model, service);
        assertThat(servicesOf(model)).isEmpty();
    }

    @Test
    void whatIsNotThereCannotBeBound() {
        String unknown = ResourceUuid.random();
        String model = add(null, null);
        String service = service();
        for (Runnable wrong : List.<Runnable>of(() -> bindings.bind(unknown, service), () -> bindings.bind(model, unknown),
                () -> bindings.setDefault(model, unknown), () -> bindings.clearDefault(unknown))) {
            assertThatExceptionOfType(IngestionException.class).isThrownBy(wrong::run)
                    .returns(FailureKind.NOT_FOUND, IngestionException::kind)
                    .withMessageContaining(unknown);
        }
    }

    @Test
    void aBindingGoesWithItsModelAndWithItsService() {
        String service = service();
        String model = add(List.of(service), service);
        String other = add(List.of(service), null);
        inventory.delete(model);
        assertThat(bindings.ofServices(List.of(service), null).get(service)).extracting(ModelServiceRef::getModelUuid)
                .containsExactly(other);
        assertThat(services.delete(service)).isTrue();
        assertThat(services.delete(service)).isFalse();
        assertThat(servicesOf(other)).isEmpty();
        assertThat(inventory.find(other)).isPresent();
    }

    @Test
    void aCentreTakesItsServicesWithItAlsoFromModelsOfOtherCentres() {
        String service = service();
        String elsewhere = NewModels.centerOn(node);
        String model = ResourceUuid.random();
        node.inTransaction(() -> inventory.add(NewModels.of(model, given(elsewhere, List.of(service), service), "1.0.0")));
        node.bean(Removals.class).removeCenter(center);
        assertThat(services.find(service)).isEmpty();
        assertThat(servicesOf(model)).isEmpty();
        assertThat(inventory.find(model)).isPresent();
    }

    @Test
    void aServiceShowsTheModelsThatAnAccountMaySee() {
        String service = service();
        String hidden = add(List.of(service), null);
        String open = ResourceUuid.random();
        GivenFields full = NewModels.full(center, "open");
        node.inTransaction(() -> inventory.add(NewModels.of(open, full, "1.0.0")));
        bindings.bind(open, service);
        assertThat(bindings.ofServices(List.of(service), null).get(service)).extracting(ModelServiceRef::getModelUuid)
                .containsExactlyInAnyOrder(hidden, open);
        assertThat(bindings.ofServices(List.of(service), ResourceUuid.random()).get(service)).extracting(ModelServiceRef::getModelUuid)
                .containsExactly(open);
    }

    @Test
    void manyAtOnceLeaveOneDefaultAndNoBindingWithoutItsEnds() throws Exception {
        String model = add(null, null);
        List<String> some = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            some.add(service());
        }
        List<Callable<Void>> work = new ArrayList<>();
        for (String service : some) {
            work.add(() -> unlessGone(() -> bindings.setDefault(model, service)));
            work.add(() -> unlessGone(() -> bindings.bind(model, service)));
            work.add(() -> unlessGone(() -> add(some, service)));
        }
        some.subList(0, 3).forEach(service -> work.add(() -> unlessGone(() -> services.delete(service))));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        }
        assertThat(servicesOf(model)).containsExactlyInAnyOrderElementsOf(some.subList(3, 6));
        assertThat(defaultsOf(model)).hasSizeLessThanOrEqualTo(1);
        assertThat(node.bean(JdbcTemplate.class).queryForObject("""
                select count(*) from model_service_ref r where not exists (select 1 from model m where m.uuid = r.model_uuid)
                or not exists (select 1 from model_service s where s.uuid = r.model_service_uuid)""", Integer.class)).isZero();
    }

    private static @Nullable Void unlessGone(Runnable work) {
        try {
            work.run();
        } catch (IngestionException gone) {
            assertThat(gone.kind()).isEqualTo(FailureKind.NOT_FOUND);
        }
        return null;
    }

    private String service() {
        var fields = new ServiceFields("vllm", null, null, "a: 1", center, 1, 1L, null, null, "/s", "run", null, null, null, null, null,
                null,
                null, null, null, null, null, null, null);
        return services.add(new NewService(null, NewModels.ADMIN, fields, List.of())).getUuid();
    }

    private String add(@Nullable List<String> named, @Nullable String byDefault) {
        String uuid = ResourceUuid.random();
        node.inTransaction(() -> inventory.add(NewModels.of(uuid, given(center, named, byDefault), "1.0.0")));
        return uuid;
    }

    private static GivenFields given(String center, @Nullable List<String> named, @Nullable String byDefault) {
        String name = "bound-" + ResourceUuid.random();
        return new GivenFields(name, "/models/" + name, center, null, null, null, null, null, null, null, named, null, null, null, null,
                byDefault, null, null, null, null, null);
    }

    private List<ModelServiceRef> refs(String model) {
        return bindings.ofModels(List.of(model)).getOrDefault(model, List.of());
    }

    private List<String> servicesOf(String model) {
        return refs(model).stream().map(ModelServiceRef::getModelServiceUuid).toList();
    }

    private List<String> defaultsOf(String model) {
        return refs(model).stream().filter(ModelServiceRef::isDefault)
                .map(ModelServiceRef::getModelServiceUuid).toList();
    }
}
