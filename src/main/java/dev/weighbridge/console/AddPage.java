package dev.weighbridge.console;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;

import dev.weighbridge.account.AuditedCall;
import dev.weighbridge.account.Caller;
import dev.weighbridge.api.CenterController;
import dev.weighbridge.api.ImportController;
import dev.weighbridge.api.IngestionView;
import dev.weighbridge.api.PlanController;
import dev.weighbridge.artifact.IngestionException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Adds a model; what would come in is shown as soon as it is named. */
@Controller
class AddPage {

    private static final String ALL = "1000";

    private static final List<
            String> FIELDS = List.of("name", "installPath", "modelCenterUuid", "version", "description", "token", "weights",
                    "priority");

    private static final List<String> OF_PLAN = List.of("installPath", "modelCenterUuid", "token", "weights");

    /** Fields that hold several values, with commas or lines between. */
    private static final List<String> LISTS = List.of("include", "exclude");

    private final PlanController plans;

    private final ImportController imports;

    private final CenterController centers;

    AddPage(PlanController plans, ImportController imports, CenterController centers) {
        this.plans = plans;
        this.imports = imports;
        this.centers = centers;
    }

    @GetMapping("/console/add")
    String show(Visitor visitor, Model model) {
        return form(visitor.caller(), Map.of(), model);
    }

    /** What an import would do; asked again and again while somebody types. */
    @PostMapping("/console/add/plan")
    String plan(Visitor visitor, @RequestParam Map<String, String> given, Model model) {
        if (given.getOrDefault("installPath", "").isBlank() || given.getOrDefault("modelCenterUuid", "").isBlank()) {
            return "add :: none";
        }
        model.addAttribute("plan", plans.plan(visitor.caller(), body(given, OF_PLAN)));
        return "add :: plan";
    }

    @PostMapping("/console/add")
    String add(Visitor visitor, @RequestParam Map<String, String> given, HttpServletRequest request, Model model) {
        try {
            IngestionView begun = imports.add(visitor.caller(), body(given, FIELDS));
            AuditedCall.of(request).isAbout(begun.uuid());
            return "redirect:/console/imports/" + begun.uuid();
        } catch (IngestionException refused) {
            AuditedCall.of(request).failed(refused.kind().name());
            model.addAttribute("kind", refused.kind().name()).addAttribute("sentence", refused.getMessage());
            return form(visitor.caller(), given, model);
        }
    }

    private String form(Caller caller, Map<String, String> given, Model model) {
        model.addAttribute("given", given).addAttribute("centres", centers.list(caller, ALL, null, null).items());
        return "add";
    }

    private static ObjectNode body(Map<String, String> given, List<String> fields) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        fields.stream().filter(field -> !given.getOrDefault(field, "").isBlank())
                .forEach(field -> body.put(field, given.getOrDefault(field, "").strip()));
        for (String list : LISTS) {
            List<String> values = Arrays.stream(given.getOrDefault(list, "").split("[,\n]")).map(String::strip)
                    .filter(one -> !one.isEmpty())
                    .toList();
            if (!values.isEmpty()) {
                values.forEach(body.putArray(list)::add);
            }
        }
        return body;
    }
}
