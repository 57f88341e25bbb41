package dev.weighbridge.api;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

import jakarta.servlet.http.HttpServletResponse;

import dev.weighbridge.account.Caller;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.bulk.BulkLine;
import dev.weighbridge.bulk.BulkRun;
import dev.weighbridge.bulk.BulkRuns;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/** Reports what became of each row of a list, while it is read from the database. */
@Controller
public class BulkReportController {

    private static final int AT_ONCE = 500;

    private static final String CSV = "text/csv";

    private final BulkRuns runs;

    private final JsonMapper json;

    BulkReportController(BulkRuns runs, JsonMapper json) {
        this.runs = runs;
        this.json = json;
    }

    /** As JSON, or as CSV if {@code format} or, without it, the Accept header asks for that. */
    @GetMapping(path = "/api/v1/bulk-imports/{uuid}/report", produces = {MediaType.APPLICATION_JSON_VALUE, CSV})
    public void report(Caller caller, @PathVariable String uuid, @RequestParam(required = false) @Nullable String format,
            @RequestHeader(required = false, name = "Accept") @Nullable String accept, HttpServletResponse response) throws IOException {
        BulkRun run = BulkController.visible(runs, caller, uuid);
        boolean csv = isCsv(format, accept);
        response.setContentType((csv ? CSV : MediaType.APPLICATION_JSON_VALUE) + (csv ? ";charset=UTF-8" : ""));
        response.setHeader("Content-Disposition", "attachment; filename=\"bulk-import-" + run.uuid() + (csv ? ".csv\"" : ".json\""));
        try (Writer out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8)) {
            if (csv) {
                csv(run, out);
            } else {
                json(run, out);
            }
        }
    }

    private static boolean isCsv(@Nullable String format, @Nullable String accept) {
        return switch (format) {
            case null -> accept != null && accept.contains(CSV) && !accept.contains(MediaType.APPLICATION_JSON_VALUE);
            case "csv" -> true;
            case "json" -> false;
            default -> throw new IngestionException(FailureKind.INVALID_REQUEST,
                    "Could not report the bulk import: the parameter format is neither csv nor json. Give one of them.");
        };
    }

    private void json(BulkRun run, Writer out) throws IOException {
        String head = json.writeValueAsString(BulkView.of(run, null));
        out.write("{\"bulkImport\":" + head + ",\"rows\":[");
        String between = "\n";
        for (List<BulkLine> page = page(run, 0); !page.isEmpty(); page = page(run, page.getLast().position())) {
            for (BulkLine line : page) {
                out.write(between + json.writeValueAsString(line));
                between = ",\n";
            }
        }
        out.write("\n]}\n");
    }

    private void csv(BulkRun run, Writer out) throws IOException {
        out.write("line,name,state,kind,message,problems,ingestionUuid,modelUuid,bytesTotal,bytesToFetch,bytesStored\r\n");
        for (List<BulkLine> page = page(run, 0); !page.isEmpty(); page = page(run, page.getLast().position())) {
            for (BulkLine line : page) {
                out.write(BulkCells.of(line.line(), line.name(), line.state(), line.failure() == null ? null : line.failure().kind(),
                        line.failure() == null ? null : line.failure().message(), String.join("\n", line.problems()), line.ingestionUuid(),
                        line.modelUuid(), line.bytesTotal(), line.bytesToFetch(), line.bytesStored()));
            }
        }
    }

    private List<BulkLine> page(BulkRun run, int after) {
        return runs.lines(run.uuid(), after, AT_ONCE);
    }
}
