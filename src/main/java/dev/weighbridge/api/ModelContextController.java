package dev.weighbridge.api;

import java.util.List;

import dev.weighbridge.account.Caller;
import dev.weighbridge.artifact.Stretch;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.inventory.Model;
import dev.weighbridge.inventory.tag.Tags;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a model stands beside: the versions of its lineage, and its tags. */
@RestController
@RequestMapping(path = "/api/v1/models/{uuid}", produces = MediaType.APPLICATION_JSON_VALUE)
public class ModelContextController {

    private final Inventory inventory;

    private final Tags tags;

    ModelContextController(Inventory inventory, Tags tags) {
        this.inventory = inventory;
        this.tags = tags;
    }

    /** Those of its lineage that the caller may see, itself among them, the newest first. */
    @GetMapping("/versions")
    public Listed<ModelView> versions(Caller caller, @PathVariable String uuid, @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String start) {
        Stretch stretch = Parameter.stretch(limit, start);
        String lineage = ModelsController.visible(inventory, caller, uuid).getLineageUuid();
        Specification<Model> wanted = ModelSearch.EVERYTHING.visibleTo(caller)
                .and((model, query, is) -> is.equal(model.get("lineageUuid"), lineage));
        List<Model> found = stretch.limit() == 0 ? List.of()
                : inventory.query(wanted, Sort.by(Sort.Direction.DESC, "createDate", "uuid"), stretch.start(), stretch.limit());
        return new Listed<>(found.stream().map(ModelView::inList).toList(), inventory.count(wanted));
    }

    /** Its tags, those of the system first. */
    @GetMapping("/tags")
    public Listed<String> tags(Caller caller, @PathVariable String uuid) {
        List<String> texts = tags.textsOf(ModelsController.visible(inventory, caller, uuid).getUuid());
        return new Listed<>(texts, texts.size());
    }
}
