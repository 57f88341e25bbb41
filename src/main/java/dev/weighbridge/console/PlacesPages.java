package dev.weighbridge.console;

import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;

import dev.weighbridge.account.AuditedCall;
import dev.weighbridge.account.Caller;
import dev.weighbridge.api.CenterController;
import dev.weighbridge.api.NodeController;
import dev.weighbridge.artifact.IngestionException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Where models come from, and who works. */
@Controller
class PlacesPages {

    private static final String ALL = "1000";

    private static final List<String> FIELDS = List.of("name", "url", "description", "parameters");

    private final CenterController centers;

    private final NodeController nodes;

    PlacesPages(CenterController centers, NodeController nodes) {
        this.centers = centers;
        this.nodes = nodes;
    }

    @GetMapping("/console/centres")
    String centres(Visitor visitor, HttpServletRequest request, Model model) {
        return centres(visitor.caller(), Map.of(), request, model);
    }

    @PostMapping("/console/centres")
    String add(Visitor visitor, @RequestParam Map<String, String> given, HttpServletRequest request, Model model) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        FIELDS.forEach(field -> body.put(field, given.get(field)));
        try {
            AuditedCall.of(request).isAbout(centers.add(visitor.caller(), body).uuid());
            return "redirect:/console/centres";
        } catch (IngestionException refused) {
            AuditedCall.of(request).failed(refused.kind().name());
            model.addAttribute("kind", refused.kind().name()).addAttribute("sentence", refused.getMessage());
            return centres(visitor.caller(), given, request, model);
        }
    }

    @GetMapping("/console/nodes")
    String nodes(Visitor visitor, Model model) {
        model.addAttribute("nodes", nodes.list(visitor.caller(), ALL, null, null).items());
        return "nodes";
    }

    private String centres(Caller caller, Map<String, String> given, HttpServletRequest request, Model model) {
        var found = centers.list(caller, Integer.toString(Paging.SIZE), Integer.toString(Paging.start(request)), null);
        model.addAttribute("centres", found.items()).addAttribute("given", given)
                .addAttribute("paging", Paging.of(request, found.items().size(), found.total()));
        return "centres";
    }
}
