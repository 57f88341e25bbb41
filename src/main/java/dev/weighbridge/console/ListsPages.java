package dev.weighbridge.console;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import dev.weighbridge.account.AuditedCall;
import dev.weighbridge.account.Caller;
import dev.weighbridge.api.BulkController;
import dev.weighbridge.api.BulkReportController;
import dev.weighbridge.api.BulkView;
import dev.weighbridge.api.CenterController;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Lists of models: takes them in, and shows what became of their rows. */
@Controller
@RequestMapping("/console/lists")
class ListsPages {

    private static final String ALL = "1000";

    /** Which states of rows are looked at together. */
    private static final Map<String, String> SHOWN = Map.of("open", "PENDING,QUEUED,RUNNING,WAITING,AWAITING_APPROVAL,PAUSED", "done",
            "SUCCEEDED,ALREADY_THERE,PLANNED", "failed", "FAILED,CANCELLED");

    private final BulkController lists;

    private final BulkReportController reports;

    private final CenterController centers;

    ListsPages(BulkController lists, BulkReportController reports, CenterController centers) {
        this.lists = lists;
        this.reports = reports;
        this.centers = centers;
    }

    @GetMapping
    String list(Visitor visitor, HttpServletRequest request, Model model) {
        Caller caller = visitor.caller();
        var found = lists.list(caller, Integer.toString(Paging.SIZE), Integer.toString(Paging.start(request)), null);
        model.addAttribute("lists", found.items()).addAttribute("paging", Paging.of(request, found.items().size(), found.total()))
                .addAttribute("centres", centers.list(caller, ALL, null, null).items());
        return "lists";
    }

    /** The body is the list, as the door takes it. The page is told where to go. */
    @PostMapping
    void take(Visitor visitor, HttpServletRequest request, HttpServletResponse response)
            throws IOException, HttpMediaTypeNotSupportedException {
        var started = lists.start(visitor.caller(), request).getBody();
        if (started == null) {
            throw new IllegalStateException("a list was taken without an answer");
        }
        response.setHeader("HX-Redirect", "/console/lists/" + started.uuid());
    }

    @GetMapping("/{uuid}")
    String one(Visitor visitor, @PathVariable String uuid, @RequestParam(defaultValue = "all") String show,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String byScript, HttpServletRequest request, Model model) {
        Caller caller = visitor.caller();
        BulkView one = lists.get(caller, uuid);
        String shown = SHOWN.containsKey(show) ? show : "all";
        var rows = lists.rows(caller, uuid, SHOWN.get(shown), Integer.toString(Paging.SIZE), Integer.toString(Paging.start(request)));
        model.addAttribute("one", one).addAttribute("rows", rows.items()).addAttribute("show", shown)
                .addAttribute("tabs", tabs(one, shown))
                .addAttribute("paging", Paging.of(request, rows.items().size(), rows.total()));
        return byScript == null ? "list" : "list :: list";
    }

    private static List<Tab> tabs(BulkView of, String shown) {
        long all = of.rowsOpen() + of.rowsDone() + of.rowsFailed();
        return List.of(new Tab("all", all, shown.equals("all")), new Tab("open", of.rowsOpen(), shown.equals("open")),
                new Tab("done", of.rowsDone(), shown.equals("done")), new Tab("failed", of.rowsFailed(), shown.equals("failed")));
    }

    @GetMapping("/{uuid}/report")
    void report(Visitor visitor, @PathVariable String uuid, HttpServletResponse response) throws IOException {
        reports.report(visitor.caller(), uuid, "csv", null, response);
    }

    @PostMapping("/{uuid}/{wish}")
    String wish(Visitor visitor, @PathVariable String uuid, @PathVariable String wish, HttpServletRequest request) {
        Caller caller = visitor.caller();
        AuditedCall.of(request).isAbout(uuid + " " + wish);
        switch (wish) {
            case "pause" -> lists.pause(caller, uuid);
            case "resume" -> lists.resume(caller, uuid);
            case "cancel" -> lists.cancel(caller, uuid);
            case "retry-failed" -> lists.retryFailed(caller, uuid);
            default -> throw new IngestionException(FailureKind.NOT_FOUND,
                    "Could not find the button: a list can be paused, resumed and cancelled, and what failed of it retried. Go back.");
        }
        return "redirect:/console/lists/" + uuid;
    }
}
