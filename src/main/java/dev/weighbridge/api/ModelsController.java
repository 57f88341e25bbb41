package dev.weighbridge.api;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.weighbridge.account.Caller;
import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.artifact.Stretch;
import dev.weighbridge.inventory.Found;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.inventory.Model;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The inventory, and why a model's fields are what they are. An account sees its own models and those that are shared with all. */
@RestController
@RequestMapping(path = "/api/v1/models", produces = MediaType.APPLICATION_JSON_VALUE)
public class ModelsController {

    private static final Comparator<StoredFile> BY_SIZE = Comparator.comparingLong(StoredFile::size);

    /** By what the files of a model may be sorted; they come sorted by path. */
    private enum By {
        PATH,
        SIZE
    }

    private final Inventory inventory;

    ModelsController(Inventory inventory) {
        this.inventory = inventory;
    }

    /**
     * What {@code GET /models/{uuid}/derivation} answers.
     *
     * @param fields each field with its value, rule, file and inputs; an input is of the same shape
     * @param findings what was found when the model came in, dangers first
     */
    public record DerivationView(String modelUuid, List<Derivation> fields, List<Found> findings) {}

    @GetMapping
    public Listed<ModelView> list(Caller caller, @ModelAttribute ModelSearch search, @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String start, @RequestParam(required = false) @Nullable String sort) {
        var wanted = search.visibleTo(caller);
        var order = ModelSearch.order(sort);
        Stretch stretch = Parameter.stretch(limit, start);
        List<Model> found = stretch.limit() == 0 ? List.of() : inventory.query(wanted, order, stretch.start(), stretch.limit());
        return new Listed<>(found.stream().map(ModelView::inList).toList(), inventory.count(wanted));
    }

    @GetMapping("/{uuid}")
    public ModelView get(Caller caller, @PathVariable String uuid) {
        return ModelView.whole(visible(inventory, caller, uuid));
    }

    @GetMapping("/{uuid}/files")
    public Listed<ModelFileView> files(Caller caller, @PathVariable String uuid, @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String start, @RequestParam(required = false) @Nullable String sort) {
        var order = Parameter.order(sort, new Parameter.Order<>(By.PATH, false), Map.of("path", By.PATH, "size", By.SIZE));
        Stretch stretch = Parameter.stretch(limit, start);
        List<StoredFile> files = inventory.files(visible(inventory, caller, uuid).getUuid());
        List<StoredFile> ascending = order.field() == By.SIZE ? files.stream().sorted(BY_SIZE).toList() : files;
        return new Listed<>((order.descending() ? ascending.reversed() : ascending).stream().skip(stretch.start()).limit(stretch.limit())
                .map(ModelFileView::of).toList(), files.size());
    }

    @GetMapping("/{uuid}/derivation")
    public DerivationView derivation(Caller caller, @PathVariable String uuid) {
        String model = visible(inventory, caller, uuid).getUuid();
        return new DerivationView(model, inventory.derivations(model), inventory.findings(model));
    }

    /** @throws IngestionException NOT_FOUND, whether there is none or the caller may not see it */
    static Model visible(Inventory inventory, Caller caller, String uuid) {
        return seen(inventory, caller, uuid)
                .orElseThrow(() -> new IngestionException(FailureKind.NOT_FOUND,
                        "Could not find the model: there is none with this uuid that you may see. Check it."));
    }

    /** Nothing, whether there is none or the caller may not see it. */
    static Optional<Model> seen(Inventory inventory, Caller caller, String uuid) {
        return inventory.find(uuid).filter(model -> caller.owns(model.getAccountUuid()) || model.sharedWithAll());
    }
}
