package dev.weighbridge.console;

import java.util.Comparator;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;

import dev.weighbridge.account.AuditedCall;
import dev.weighbridge.account.Caller;
import dev.weighbridge.api.SyncCalendarView.PlannedRun;
import dev.weighbridge.api.SyncPolicyController;
import dev.weighbridge.api.SyncPolicyView;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** The policies that keep centres current: when they run next, and what they did. */
@Controller
@RequestMapping("/console/syncs")
class SyncsPages {

    private static final String ALL = "1000";

    private final SyncPolicyController policies;

    SyncsPages(SyncPolicyController policies) {
        this.policies = policies;
    }

    /** Who runs next stands first; below, the coming week. */
    @GetMapping
    String list(Visitor visitor, Model model) {
        List<SyncPolicyView> all = policies.list(visitor.caller(), ALL, null, null).items().stream()
                .sorted(Comparator.comparing(SyncPolicyView::nextRunAt, Comparator.nullsLast(Comparator.naturalOrder()))).toList();
        var calendar = policies.calendar(visitor.caller(), null);
        List<PlannedRun> runs = calendar.items();
        model.addAttribute("policies", all).addAttribute("week", RunsOfDay.week(calendar))
                .addAttribute("cutAt", calendar.more() ? runs.getLast().runAt() : null);
        return "syncs";
    }

    @GetMapping("/{uuid}")
    String one(Visitor visitor, @PathVariable String uuid, HttpServletRequest request, Model model) {
        Caller caller = visitor.caller();
        var runs = policies.history(caller, uuid, Integer.toString(Paging.SIZE), Integer.toString(Paging.start(request)), null);
        model.addAttribute("one", policies.get(caller, uuid)).addAttribute("runs", runs.items())
                .addAttribute("paging", Paging.of(request, runs.items().size(), runs.total()));
        return "sync";
    }

    /** What a run would do; it asks the places that are followed, so it may take a while. */
    @PostMapping("/{uuid}/preview")
    String preview(Visitor visitor, @PathVariable String uuid, Model model) {
        model.addAttribute("preview", policies.preview(visitor.caller(), uuid));
        return "sync :: preview";
    }

    @PostMapping("/{uuid}/run")
    String run(Visitor visitor, @PathVariable String uuid, HttpServletRequest request) {
        policies.run(visitor.caller(), uuid);
        AuditedCall.of(request).goesOn();
        return "redirect:/console/syncs/" + uuid;
    }
}
