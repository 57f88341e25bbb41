package dev.weighbridge.source.modelscope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.source.ModelSource;
import dev.weighbridge.source.ModelSourceContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A hub that tells neither commits nor digests: what a branch names may change at any time, and only the listing tells that it did. */
class ModelScopeSourceTest extends ModelSourceContract {

    private final ModelScopeVisit visit = new ModelScopeVisit();

    ModelScopeSourceTest() {
        visit.hub().tellNoCommits().tellNoDigests();
    }

    @AfterEach
    void stop() {
        visit.close();
    }

    @Override
    protected ModelSource source() {
        return visit.source();
    }

    @Override
    protected ModelReference put(byte[] content) {
        visit.model().put(NAME, content);
        return visit.reference("");
    }

    @Override
    protected ModelReference missing() {
        return new ModelReference("modelscope", "modelscope://owner/nothing", visit.hub().endpoint());
    }

    @Override
    protected int held() {
        return visit.connectionsInUse();
    }

    @Test
    void knowsWhoIsAskedWhenTheReferenceNamesNobody() {
        assertThat(ModelReference.of("modelscope://owner/tiny", null).host()).isEqualTo("www.modelscope.cn");
        assertThat(RepositoryReference.of(ModelReference.of("modelscope://owner/tiny", null)).repository().login())
                .hasToString("https://www.modelscope.cn/api/v1/login");
    }
}
