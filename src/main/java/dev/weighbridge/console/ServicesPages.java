package dev.weighbridge.console;

import jakarta.servlet.http.HttpServletRequest;

import dev.weighbridge.api.ServicesController;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What runs the models elsewhere, as it is described here. */
@Controller
class ServicesPages {

    private final ServicesController services;

    ServicesPages(ServicesController services) {
        this.services = services;
    }

    @GetMapping("/console/services")
    String list(Visitor visitor, HttpServletRequest request, Model model) {
        var found = services.list(visitor.caller(), null, Integer.toString(Paging.SIZE), Integer.toString(Paging.start(request)), null);
        model.addAttribute("services", found.items()).addAttribute("paging", Paging.of(request, found.items().size(), found.total()));
        return "services";
    }
}
