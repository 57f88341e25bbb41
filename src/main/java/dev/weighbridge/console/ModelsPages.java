package dev.weighbridge.console;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import dev.weighbridge.account.Caller;
import dev.weighbridge.api.CenterController;
import dev.weighbridge.api.Listed;
import dev.weighbridge.api.ModelSearch;
import dev.weighbridge.api.ModelView;
import dev.weighbridge.api.ModelsController;
import dev.weighbridge.artifact.IngestionException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestHeader;

/** The inventory, to look through. A search that cannot be understood is shown with the sentence that says so. */
@Controller
class ModelsPages {

    private static final String ALL = "1000";

    private static final String NEWEST_FIRST = "-createdAt";

    private static final Listed<ModelView> NONE = new Listed<>(List.of(), 0);

    private static final int UNPROCESSABLE = 422;

    private final ModelsController models;

    private final CenterController centers;

    ModelsPages(ModelsController models, CenterController centers) {
        this.models = models;
        this.centers = centers;
    }

    @GetMapping("/console/models")
    String list(Visitor visitor, @ModelAttribute("search") ModelSearch search,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String byScript, HttpServletRequest request,
            HttpServletResponse response, Model model) {
        Caller caller = visitor.caller();
        Sorting sorting = Sorting.of(request, NEWEST_FIRST);
        Listed<ModelView> found = NONE;
        try {
            found = models.list(caller, search, Integer.toString(Paging.SIZE), Integer.toString(Paging.start(request)), sorting.now());
        } catch (IngestionException refused) {
            response.setStatus(UNPROCESSABLE);
            model.addAttribute("kind", refused.kind().name()).addAttribute("sentence", refused.getMessage());
        }
        model.addAttribute("models", found.items()).addAttribute("sorting", sorting)
                .addAttribute("paging", Paging.of(request, found.items().size(), found.total()))
                .addAttribute("centres", centers.list(caller, ALL, null, null).items());
        return byScript == null ? "models" : "models :: list";
    }
}
