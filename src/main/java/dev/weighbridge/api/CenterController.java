package dev.weighbridge.api;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;

import dev.weighbridge.account.AuditedCall;
import dev.weighbridge.account.Caller;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.Stretch;
import dev.weighbridge.center.ModelCenter;
import dev.weighbridge.center.ModelCenters;
import dev.weighbridge.center.NewCenter;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The model centres, as far as the caller may see them: an account its own, the administrator all. To change or delete one is for the ZStack door. */
@RestController
@RequestMapping(path = "/api/v1/model-centers", produces = MediaType.APPLICATION_JSON_VALUE)
public class CenterController {

    private static final int LARGEST_BODY = 256 * 1024;

    private static final Map<String, String> FIELDS = Map.of("createdAt", "createDate", "name", "name", "status", "status");

    /** What ZStack's API wants to know of a centre, and nothing here asks for: where its own agent listens. */
    private static final String AGENT = "127.0.0.1";

    private static final int AGENT_PORT = 5000;

    private final ModelCenters centers;

    CenterController(ModelCenters centers) {
        this.centers = centers;
    }

    @GetMapping
    public Listed<CenterView> list(Caller caller, @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String start, @RequestParam(required = false) @Nullable String sort) {
        Specification<ModelCenter> visible = caller.admin() ? Specification.unrestricted()
                : (center, query, is) -> is.equal(center.get("accountUuid"), caller.accountUuid());
        var order = Parameter.order(sort, new Parameter.Order<>("name", false), FIELDS);
        Sort by = Sort.by(order.descending() ? Sort.Direction.DESC : Sort.Direction.ASC, order.field()).and(Sort.by("uuid"));
        Stretch stretch = Parameter.stretch(limit, start);
        List<ModelCenter> found = stretch.limit() == 0 ? List.of() : centers.query(visible, by, stretch.start(), stretch.limit());
        return new Listed<>(found.stream().map(CenterView::of).toList(), centers.count(visible));
    }

    @GetMapping("/{uuid}")
    public CenterView get(Caller caller, @PathVariable String uuid) {
        return centers.find(uuid).filter(one -> caller.owns(one.getAccountUuid())).map(CenterView::of)
                .orElseThrow(() -> new IngestionException(FailureKind.NOT_FOUND,
                        "Could not find the model centre: there is none with this uuid that you may see. Check it."));
    }

    /** The body holds {@code name}, {@code url}, and maybe {@code description} and {@code parameters}, a text of JSON as AddModelCenter has it. */
    @PostMapping
    ResponseEntity<CenterView> add(Caller caller, HttpServletRequest request) throws IOException {
        CenterView added = add(caller, JsonBody.of(request, "keep the model centre", LARGEST_BODY));
        AuditedCall.of(request).isAbout(added.uuid());
        return ResponseEntity.status(HttpStatus.CREATED).body(added);
    }

    /** As the body of a call. */
    public CenterView add(Caller caller, JsonNode body) {
        return CenterView.of(centers.add(caller.accountUuid(), new NewCenter(null, text(body, "name"), text(body, "description"),
                text(body, "url"), text(body, "parameters"), AGENT, AGENT_PORT, null, null, null, null, null, null)));
    }

    private static @Nullable String text(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull() || value.isString() && value.stringValue().isBlank()) {
            return null;
        }
        if (!value.isString()) {
            throw new IngestionException(FailureKind.INVALID_REQUEST,
                    "Could not keep the model centre: field[" + field + "] is no text. Correct it and send it again.");
        }
        return value.stringValue();
    }
}
